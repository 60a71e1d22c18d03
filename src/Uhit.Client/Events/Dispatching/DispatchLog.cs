using Microsoft.Extensions.Logging;

namespace Uhit.Client.Events.Dispatching;

/// <summary>What the dispatcher logs. A handler's exception may hold personal data: its type is
/// logged, the exception itself at Debug only.</summary>
internal static partial class DispatchLog
{
    [LoggerMessage(
        1300, LogLevel.Warning, "Client {Client}: handler {Handler} failed at {Kind} of inquiry {RequestId} with {ErrorType} (failure "
            + "{Failures}). It is tried again at {NotBefore:O}. The exception is logged at Debug.")]
    public static partial void HandlerFailed(
        ILogger logger, DisplayText client, DisplayText handler, StoredEventKind kind, DisplayText requestId, DisplayText errorType,
        int failures, DateTimeOffset notBefore);

    [LoggerMessage(1301, LogLevel.Debug, "Client {Client}: handler {Handler} failed.")]
    public static partial void HandlerException(ILogger logger, DisplayText client, DisplayText handler, Exception exception);

    [LoggerMessage(
        1302, LogLevel.Warning, "Client {Client}: the claim on inquiry {RequestId} was lost while its events were handled: another process "
            + "has it, or they were purged. What was not noted comes again, unless it was purged.")]
    public static partial void ClaimLost(ILogger logger, DisplayText client, DisplayText requestId);

    [LoggerMessage(
        1303, LogLevel.Information, "Client {Client}: handler {Handler} was cut off at {Kind} of inquiry {RequestId} because the "
            + "application stops. The event comes again.")]
    public static partial void CutOff(ILogger logger, DisplayText client, DisplayText handler, StoredEventKind kind, DisplayText requestId);

    [LoggerMessage(
        1304, LogLevel.Error,
        "Client {Client}: the store can't be used for handling events. It is tried again; until it works no handler is called.")]
    public static partial void StoreFailed(ILogger logger, DisplayText client, Exception exception);

    [LoggerMessage(1305, LogLevel.Information, "Client {Client}: the store works again.")]
    public static partial void StoreRecovered(ILogger logger, DisplayText client);

    [LoggerMessage(1306, LogLevel.Warning, "Client {Client}: {Count} inquiries have become due or overdue.")]
    public static partial void DeadlinesReported(ILogger logger, DisplayText client, int count);

    [LoggerMessage(1307, LogLevel.Information, "Client {Client}: what {Count} broken-off callbacks had left behind was swept.")]
    public static partial void Swept(ILogger logger, DisplayText client, int count);

    [LoggerMessage(
        1308, LogLevel.Warning, "Client {Client}: a send of inquiry {RequestId} was cut off by a crash; whether it reached CNP is "
            + "uncertain. A callback will tell; or resend or abandon it.")]
    public static partial void SendAbandoned(ILogger logger, DisplayText client, DisplayText requestId);

    [LoggerMessage(
        1309, LogLevel.Error, "Client {Client}: handler {Handler} was given up at {Kind} {EventKey} with {ErrorType} after {Failures} "
            + "failures: it is a dead letter. Later events of inquiry {RequestId} go on. Mend the cause, then replay or discard it.")]
    public static partial void DeadLettered(
        ILogger logger, DisplayText client, DisplayText handler, StoredEventKind kind, DisplayText eventKey, DisplayText errorType,
        int failures, DisplayText requestId);

    [LoggerMessage(
        1310, LogLevel.Warning, "Client {Client}: {Kind} {EventKey} of inquiry {RequestId} was handed out {Count} times before and nothing "
            + "came of it: one of its handlers may end the process, or the store failed each time.")]
    public static partial void MayEndTheProcess(
        ILogger logger, DisplayText client, StoredEventKind kind, DisplayText eventKey, DisplayText requestId, int count);

    [LoggerMessage(1311, LogLevel.Error, "Client {Client}: handler {Handler} hangs at {Kind} of inquiry {RequestId}: it took longer than "
        + "HandlerTimeout ({Timeout}) and ignores its token. It is left alone; the inquiry is free when its lease runs out.")]
    public static partial void HandlerHangs(
        ILogger logger, DisplayText client, DisplayText handler, StoredEventKind kind, DisplayText requestId, TimeSpan timeout);

    [LoggerMessage(
        1312, LogLevel.Warning, "Client {Client}: handler {Handler} at {Kind} of inquiry {RequestId} was cut off and ignores its token. It "
            + "is left alone; what it does is not noted, and the event comes again.")]
    public static partial void LeftAlone(
        ILogger logger, DisplayText client, DisplayText handler, StoredEventKind kind, DisplayText requestId);

    [LoggerMessage(
        1313, LogLevel.Information, "Client {Client}: handler {Handler}, which was left alone at {Kind} of inquiry {RequestId}, has come "
            + "back. What it did is not noted.")]
    public static partial void CameBack(
        ILogger logger, DisplayText client, DisplayText handler, StoredEventKind kind, DisplayText requestId);

    [LoggerMessage(
        1314, LogLevel.Error, "Client {Client}: the store failed in the transaction of handler {Handler} at {Kind} of inquiry {RequestId}. "
            + "That does not count as the handler's failure; the event is tried again at {Again:O}, or when the lease has run out.")]
    public static partial void StoreFailedInTransaction(
        ILogger logger, DisplayText client, DisplayText handler, StoredEventKind kind, DisplayText requestId, DateTimeOffset again,
        Exception? exception);

    [LoggerMessage(
        1315, LogLevel.Error, "Client {Client}: a send of inquiry {RequestId} was cut off by a crash, and that can't be noted because the "
            + "inquiry can't be changed: it stays as being sent. It is tried again, and not logged again.")]
    public static partial void SendStaysOpen(ILogger logger, DisplayText client, DisplayText requestId, Exception exception);
}
