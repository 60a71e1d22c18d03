namespace Uhit.Client.Events.Dispatching;

/// <summary>Raises events as asynchronous delegates, one after another.</summary>
internal sealed class UsageHistoryListener : IUsageHistoryListener
{
    public event Func<InquiryAcknowledged, CancellationToken, Task>? InquiryAcknowledged;

    public event Func<ValidationReceived, CancellationToken, Task>? ValidationReceived;

    public event Func<UsageDelivered, CancellationToken, Task>? UsageDelivered;

    public event Func<CallbackAcknowledged, CancellationToken, Task>? CallbackAcknowledged;

    public event Func<InquiryCompleted, CancellationToken, Task>? InquiryCompleted;

    public event Func<InquiryDue, CancellationToken, Task>? InquiryDue;

    public event Func<InquiryOverdue, CancellationToken, Task>? InquiryOverdue;

    public event Func<CallbackUnmatched, CancellationToken, Task>? CallbackUnmatched;

    public event Func<CallbackTooLarge, CancellationToken, Task>? CallbackTooLarge;

    /// <summary>Whether anybody subscribed to a kind.</summary>
    public bool Handles(Type eventType) => DelegatesOf(eventType) is not null;

    public async Task RaiseAsync(UhitEvent usageEvent, CancellationToken cancellationToken)
    {
        foreach (var one in DelegatesOf(usageEvent.GetType())?.GetInvocationList() ?? [])
        {
            await Invoke(one, usageEvent, cancellationToken).ConfigureAwait(false);
        }
    }

    private static Task Invoke(Delegate one, UhitEvent usageEvent, CancellationToken cancellationToken) => (one, usageEvent) switch
    {
        (Func<InquiryAcknowledged, CancellationToken, Task> take, InquiryAcknowledged happened) => take(happened, cancellationToken),
        (Func<ValidationReceived, CancellationToken, Task> take, ValidationReceived happened) => take(happened, cancellationToken),
        (Func<UsageDelivered, CancellationToken, Task> take, UsageDelivered happened) => take(happened, cancellationToken),
        (Func<CallbackAcknowledged, CancellationToken, Task> take, CallbackAcknowledged happened) => take(happened, cancellationToken),
        (Func<InquiryCompleted, CancellationToken, Task> take, InquiryCompleted happened) => take(happened, cancellationToken),
        (Func<InquiryDue, CancellationToken, Task> take, InquiryDue happened) => take(happened, cancellationToken),
        (Func<InquiryOverdue, CancellationToken, Task> take, InquiryOverdue happened) => take(happened, cancellationToken),
        (Func<CallbackUnmatched, CancellationToken, Task> take, CallbackUnmatched happened) => take(happened, cancellationToken),
        (Func<CallbackTooLarge, CancellationToken, Task> take, CallbackTooLarge happened) => take(happened, cancellationToken),
        _ => throw new InvalidOperationException($"No delegate takes {usageEvent.GetType().Name}."),
    };

    private Delegate? DelegatesOf(Type eventType) => eventType.Name switch
    {
        nameof(InquiryAcknowledged) => InquiryAcknowledged,
        nameof(ValidationReceived) => ValidationReceived,
        nameof(UsageDelivered) => UsageDelivered,
        nameof(CallbackAcknowledged) => CallbackAcknowledged,
        nameof(InquiryCompleted) => InquiryCompleted,
        nameof(InquiryDue) => InquiryDue,
        nameof(InquiryOverdue) => InquiryOverdue,
        nameof(CallbackUnmatched) => CallbackUnmatched,
        nameof(CallbackTooLarge) => CallbackTooLarge,
        _ => null,
    };
}
