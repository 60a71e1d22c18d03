namespace Uhit.Client.Sending;

/// <summary>Checks the way to the inquiry service, and then the way to the one where data are fetched.</summary>
internal sealed class TwoConnections(IConnectionChecker first, IConnectionChecker second) : IConnectionChecker
{
    public async Task<ConnectionReport> CheckAsync(CancellationToken cancellationToken)
    {
        var inquiry = await first.CheckAsync(cancellationToken).ConfigureAwait(false);
        var fetching = await second.CheckAsync(cancellationToken).ConfigureAwait(false);
        return inquiry with { Steps = [.. inquiry.Steps, .. fetching.Steps.Select(step => step with { Name = "Fetching: " + step.Name })] };
    }
}
