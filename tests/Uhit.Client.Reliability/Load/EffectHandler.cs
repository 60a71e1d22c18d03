namespace Uhit.Client.Reliability.Load;

/// <summary>Notes every event.</summary>
internal sealed class EffectHandler(Effects effects) : IUsageHistoryHandler<UhitEvent>
{
    public Task HandleAsync(UhitEvent usageEvent, CancellationToken cancellationToken)
    {
        effects.Add(usageEvent.Key);
        return Task.CompletedTask;
    }
}
