using Uhit.Client;

internal sealed class PriceNewCustomer(ILogger<PriceNewCustomer> logger) : IUsageHistoryHandler<UsageDelivered>
{
    public async Task HandleAsync(UsageDelivered delivered, CancellationToken cancellationToken)
    {
        await foreach (var history in delivered.ReadUsageAsync(cancellationToken))
        {
            logger.LogInformation("{EsiId}: {Series} series came in {Key}", history.EsiId, history.IntervalSeries.Count, delivered.Key);
        }
    }
}
