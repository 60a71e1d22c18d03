using Microsoft.Extensions.Logging;
using Uhit.Client.Store;

namespace Uhit.Client.Receiving;

/// <summary>What is logged of messages that CNP's service answered: numbers and outcomes, no content.</summary>
internal static partial class AnswerLog
{
    [LoggerMessage(1720, LogLevel.Information, "Client {Client}: {Operation} {MessageKey} ({Source}) was stored: {Outcome}.")]
    public static partial void Stored(
        ILogger logger, DisplayText client, UhitOperation operation, DisplayText messageKey, DisplayText source, InboxOutcome outcome);

    [LoggerMessage(
        1721, LogLevel.Error,
        "Client {Client}: what CNP's service answered, read as {Operation}, does not fit the contract: {Problem} Its bytes are kept as "
            + "{Receipt}; it does not count. Mend the wire format, and replay it (IUsageHistoryInbox, uhit inbox replay).")]
    public static partial void Untranslatable(
        ILogger logger, DisplayText client, UhitOperation operation, DisplayText problem, DisplayText receipt);

    [LoggerMessage(
        1722, LogLevel.Error,
        "Client {Client}: what CNP's service answered, read as {Operation}, can't be taken: {Problem} Nothing of it was stored.")]
    public static partial void Malformed(ILogger logger, DisplayText client, UhitOperation operation, DisplayText problem);

    [LoggerMessage(
        1723, LogLevel.Error, "Client {Client}: what CNP's service answered, read as {Operation}, names another AuthenticationId than that "
            + "of this client. Nothing of it was stored.")]
    public static partial void OfAnother(ILogger logger, DisplayText client, UhitOperation operation);

    [LoggerMessage(
        1724, LogLevel.Warning, "Client {Client}: CNP was asked for inquiry {Asked} and answered with {Operation} of inquiry {RequestId}. "
            + "It is stored as that one's.")]
    public static partial void OfAnotherInquiry(
        ILogger logger, DisplayText client, UhitOperation operation, DisplayText asked, DisplayText requestId);

    [LoggerMessage(
        1725, LogLevel.Warning,
        "Client {Client}: {Operation} {MessageKey} is of an inquiry that is not known here, and the room of unmatched messages is full. It "
            + "was not stored. Import the inquiry, or discard what is unmatched (IUsageHistoryInbox, uhit inbox), or raise "
            + "Callback:MaxUnmatchedBytes or Callback:MaxUnmatchedEntries.")]
    public static partial void RoomFull(ILogger logger, DisplayText client, UhitOperation operation, DisplayText messageKey);

    [LoggerMessage(
        1726, LogLevel.Error, "Client {Client}: {Operation} {MessageKey} came again with other content. The first one holds; the bytes of "
            + "this one are kept as {Receipt}.")]
    public static partial void Conflict(
        ILogger logger, DisplayText client, UhitOperation operation, DisplayText messageKey, DisplayText receipt);

    [LoggerMessage(1727, LogLevel.Warning, "Client {Client}: what was staged under {Receipt} could not be taken away; it is swept later.")]
    public static partial void NotDiscarded(ILogger logger, DisplayText client, DisplayText receipt, Exception exception);
}
