using Uhit.Client;

namespace Uhit.Cli.Tests.Events;

#pragma warning disable CS0067 // The events that no test raises.
/// <summary>A listener whose events a test raises.</summary>
internal sealed class RaisingListener : IUsageHistoryListener
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

    public void Acknowledge(InquiryAcknowledged happened) => InquiryAcknowledged!(happened, CancellationToken.None).GetAwaiter().GetResult();

    public void Validate(ValidationReceived happened) => ValidationReceived!(happened, CancellationToken.None).GetAwaiter().GetResult();

    public void Refuse(CallbackTooLarge happened) => CallbackTooLarge!(happened, CancellationToken.None).GetAwaiter().GetResult();

    public Task MissAsync(CallbackUnmatched happened, CancellationToken cancellationToken) => CallbackUnmatched!(happened, cancellationToken);

    public void Miss(CallbackUnmatched happened) => CallbackUnmatched!(happened, CancellationToken.None).GetAwaiter().GetResult();
}
