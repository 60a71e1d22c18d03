using Microsoft.Extensions.Logging;

namespace Uhit.Client.Inbox.Rooms;

/// <summary>What is logged of replaying, discarding and purging.</summary>
internal static partial class RoomLog
{
    [LoggerMessage(1233, LogLevel.Information, "Client {Client}: the unreadable callback {Receipt} was read again: {Outcome}.")]
    public static partial void Replayed(ILogger logger, DisplayText client, DisplayText receipt, InboxActionOutcome outcome);

    [LoggerMessage(1234, LogLevel.Information, "Client {Client}: {Receipt} was discarded.")]
    public static partial void Discarded(ILogger logger, DisplayText client, DisplayText receipt);

    [LoggerMessage(
        1240, LogLevel.Information, "Client {Client}: purged by age: {Messages} messages, {Inquiries} inquiries, {Unreadable} unreadable "
            + "callbacks; {Forgotten} messages were forgotten.")]
    public static partial void Purged(ILogger logger, DisplayText client, int messages, int inquiries, int unreadable, int forgotten);

    [LoggerMessage(
        1241, LogLevel.Warning, "Client {Client}: {Count} messages and inquiries are older than Retention:PayloadAge and were not purged, "
            + "because their events wait for a handler or are dead letters.")]
    public static partial void HeldBack(ILogger logger, DisplayText client, int count);

    [LoggerMessage(
        1242, LogLevel.Warning, "Client {Client}: {Count} unmatched callbacks were older than Retention:PayloadAge: they were discarded, "
            + "and can't be adopted any more.")]
    public static partial void UnmatchedDiscarded(ILogger logger, DisplayText client, int count);

    [LoggerMessage(
        1243, LogLevel.Warning, "Client {Client}: these kinds of events have no handler in this process and hold purges back while they "
            + "wait, because another process may have one: {Kinds}. Where none has, set Retention:WithoutHandlers.")]
    public static partial void NoHandlers(ILogger logger, DisplayText client, DisplayText kinds);

    [LoggerMessage(
        1244, LogLevel.Warning, "Client {Client}: purged on demand: {Messages} messages, {Inquiries} inquiries; {Waiting} waiting events "
            + "and {DeadLetters} dead letters were discarded with them.")]
    public static partial void PurgedOnDemand(
        ILogger logger, DisplayText client, int messages, int inquiries, long waiting, long deadLetters);

    [LoggerMessage(
        1245, LogLevel.Error, "Client {Client}: {What} could not be purged and was passed over; its content stays. It is tried again with "
            + "each purge, and not logged again until it could be.")]
    public static partial void NotPurged(ILogger logger, DisplayText client, DisplayText what, Exception exception);

    [LoggerMessage(
        1246, LogLevel.Warning, "Client {Client}: {Count} messages, inquiries and unreadable callbacks are past their age and could not be "
            + "purged: each was logged as an error when it failed first.")]
    public static partial void SomeNotPurged(ILogger logger, DisplayText client, int count);
}
