using Uhit.Client.Reliability.Points;

namespace Uhit.Client.Reliability.Hosting;

/// <summary>A handler as most users write one: its effect is somewhere else than in our store.</summary>
internal sealed class PlainHandler(PlainEffects effects, PointTrap trap, HandlerPause pause) :
    IUsageHistoryHandler<InquiryAcknowledged>,
    IUsageHistoryHandler<ValidationReceived>,
    IUsageHistoryHandler<UsageDelivered>,
    IUsageHistoryHandler<InquiryCompleted>
{
    public Task HandleAsync(InquiryAcknowledged usageEvent, CancellationToken cancellationToken) => Take(usageEvent);

    public Task HandleAsync(ValidationReceived usageEvent, CancellationToken cancellationToken) => Take(usageEvent);

    public Task HandleAsync(UsageDelivered usageEvent, CancellationToken cancellationToken) => Take(usageEvent);

    public Task HandleAsync(InquiryCompleted usageEvent, CancellationToken cancellationToken) => Take(usageEvent);

    private Task Take(UhitEvent usageEvent)
    {
        trap.EnterHandler();
        effects.Add(usageEvent.Key, usageEvent.Attempt);
        return pause.AtAsync(PausePlace.Plain, usageEvent.Key);
    }
}
