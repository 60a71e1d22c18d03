namespace Uhit.Client;

/// <summary>The events of a named client as asynchronous delegates, for code without handler classes.</summary>
/// <remarks>All delegates together are one named handler, <see cref="HandlerName"/>: each event is awaited, and tried again where a delegate throws. An event
/// nobody subscribed to when it is looked at waits, and is not lost. Subscribe before the host starts, and keep subscribed. Thread-safe.</remarks>
public interface IUsageHistoryListener
{
    /// <summary>The name under which completion is kept.</summary>
    const string HandlerName = "listener";

    /// <summary>CNP answered an inquiry.</summary>
    event Func<InquiryAcknowledged, CancellationToken, Task>? InquiryAcknowledged;

    /// <summary>CNP validated lines.</summary>
    event Func<ValidationReceived, CancellationToken, Task>? ValidationReceived;

    /// <summary>CNP delivered data, or one part of it.</summary>
    event Func<UsageDelivered, CancellationToken, Task>? UsageDelivered;

    /// <summary>Our answer to a callback went out.</summary>
    event Func<CallbackAcknowledged, CancellationToken, Task>? CallbackAcknowledged;

    /// <summary>Every line of an inquiry has its end.</summary>
    event Func<InquiryCompleted, CancellationToken, Task>? InquiryCompleted;

    /// <summary>72 hours have passed.</summary>
    event Func<InquiryDue, CancellationToken, Task>? InquiryDue;

    /// <summary>The third business day has passed too.</summary>
    event Func<InquiryOverdue, CancellationToken, Task>? InquiryOverdue;

    /// <summary>A callback came for an inquiry that is not known.</summary>
    event Func<CallbackUnmatched, CancellationToken, Task>? CallbackUnmatched;

    /// <summary>A callback was refused because its body is too large.</summary>
    event Func<CallbackTooLarge, CancellationToken, Task>? CallbackTooLarge;
}
