using Uhit.Client;

namespace Acme.Uhit._1;

/// <summary>Takes the data. It runs after CNP has its acknowledgement, at least once, in a scope of its
/// own: what it does must bear being done twice.</summary>
internal sealed class UsageHandler(ILogger<UsageHandler> logger) : IUsageHistoryHandler<UsageDelivered>
{
    public async Task HandleAsync(UsageDelivered delivered, CancellationToken cancellationToken)
    {
        var periods = 0;
        var readings = 0;
        await foreach (var history in delivered.ReadUsageAsync(cancellationToken))
        {
            // Here is the usage of one ESI ID: store it, price it.
            periods += history.BillingPeriods.Count;
            readings += history.IntervalSeries.Sum(series => series.Count);
        }

        logger.LogInformation("{Key}: {Periods} billing periods, {Readings} readings", delivered.Key, periods, readings);
    }
}
