using Microsoft.Extensions.Logging;

namespace Uhit.Client.Sending.Polling;

/// <summary>What fetching logs: numbers and outcomes, no content.</summary>
internal static partial class PollLog
{
    [LoggerMessage(
        1730, LogLevel.Information, "Client {Client}: what CNP holds ready is fetched every {Interval} while inquiries are open.")]
    public static partial void Started(ILogger logger, DisplayText client, TimeSpan interval);

    [LoggerMessage(1731, LogLevel.Debug, "Client {Client}: nothing is ready for {RequestId}.")]
    public static partial void Nothing(ILogger logger, DisplayText client, DisplayText requestId);

    [LoggerMessage(1732, LogLevel.Warning, "Client {Client}: fetching for {RequestId} failed, and is tried again after {Wait}: {Problem}")]
    public static partial void Failed(ILogger logger, DisplayText client, DisplayText requestId, TimeSpan wait, DisplayText problem);

    [LoggerMessage(1733, LogLevel.Information, "Client {Client}: CNP was told that {Message} of inquiry {RequestId} is stored.")]
    public static partial void Confirmed(ILogger logger, DisplayText client, DisplayText message, DisplayText requestId);

    [LoggerMessage(
        1734, LogLevel.Warning, "Client {Client}: CNP could not be told that {Message} of inquiry {RequestId} is stored. It is told again "
            + "later; what CNP gives out again meanwhile is not stored twice. {Problem}")]
    public static partial void NotConfirmed(
        ILogger logger, DisplayText client, DisplayText message, DisplayText requestId, DisplayText problem);

    [LoggerMessage(
        1735, LogLevel.Warning,
        "Client {Client}: CNP does not know {Message} of inquiry {RequestId}, which was stored and confirmed. It is not told again.")]
    public static partial void ConfirmedUnknown(ILogger logger, DisplayText client, DisplayText message, DisplayText requestId);

    [LoggerMessage(
        1736, LogLevel.Warning, "Client {Client}: CNP gives out {Message} of inquiry {RequestId} again although it was confirmed. It was "
            + "not stored again; the next round asks again.")]
    public static partial void GivenOutAgain(ILogger logger, DisplayText client, DisplayText message, DisplayText requestId);

    [LoggerMessage(1737, LogLevel.Error, "Client {Client}: fetching met the store's trouble, and is tried again after {Wait}.")]
    public static partial void StoreFailed(ILogger logger, DisplayText client, TimeSpan wait, Exception exception);
}
