using Microsoft.Extensions.Logging;
using Uhit.Client.Store;

namespace Uhit.Client.Inbox.Rooms;

/// <summary>What is logged of the side rooms and of purging.</summary>
internal static partial class RoomLog
{
    [LoggerMessage(1230, LogLevel.Information, "Client {Client}: {Operation} {MessageKey} was unmatched and now belongs to inquiry {RequestId}.")]
    public static partial void Adopted(ILogger logger, DisplayText client, UhitOperation operation, DisplayText messageKey, DisplayText requestId);

    [LoggerMessage(1231, LogLevel.Warning, "Client {Client}: {Operation} {MessageKey} is unmatched and its inquiry is known, but its stored bytes can't be read ({Reason}): it can't be adopted. It stays.")]
    public static partial void NotAdopted(ILogger logger, DisplayText client, UhitOperation? operation, DisplayText messageKey, DisplayText reason);

    [LoggerMessage(1232, LogLevel.Warning, "Client {Client}: the stored bytes of {Operation} {MessageKey} give other values than when it came. What follows for its inquiry is as they are read now, its stored usage as it was read then.")]
    public static partial void ReadDifferently(ILogger logger, DisplayText client, UhitOperation operation, DisplayText messageKey);

    [LoggerMessage(1233, LogLevel.Information, "Client {Client}: the unreadable callback {Receipt} was read again: {Outcome}.")]
    public static partial void Replayed(ILogger logger, DisplayText client, DisplayText receipt, ReplayOutcome outcome);

    [LoggerMessage(1234, LogLevel.Information, "Client {Client}: {Receipt} was discarded.")]
    public static partial void Discarded(ILogger logger, DisplayText client, DisplayText receipt);

    [LoggerMessage(1235, LogLevel.Debug, "Client {Client}: the stored bytes of the unmatched callback {Receipt} can't be used.")]
    public static partial void StoredBytesFailed(ILogger logger, DisplayText client, DisplayText receipt, Exception exception);

    [LoggerMessage(1247, LogLevel.Warning, "Client {Client}: the room {Room} of {Peer} is at {Share:P0}: {Entries} of {MaxEntries} callbacks, {Bytes} of {MaxBytes} bytes. Look at what is in it (IUsageHistoryInbox, uhit inbox): import its inquiries, replay or discard; or raise {Settings}. When it is full, callbacks of unknown inquiries are asked to come later, and unreadable ones are noted without their bodies; those of known inquiries are taken as before.")]
    public static partial void NearlyFull(
        ILogger logger, DisplayText client, InboxRoom room, DisplayText peer, double share, long entries, long maxEntries, long bytes, long maxBytes, DisplayText settings);

    [LoggerMessage(1240, LogLevel.Information, "Client {Client}: purged by age: {Messages} messages, {Inquiries} inquiries, {Unreadable} unreadable callbacks; {Forgotten} messages were forgotten.")]
    public static partial void Purged(ILogger logger, DisplayText client, int messages, int inquiries, int unreadable, int forgotten);

    [LoggerMessage(1241, LogLevel.Warning, "Client {Client}: {Count} messages and inquiries are older than Retention:PayloadAge and were not purged, because their events wait for a handler or are dead letters.")]
    public static partial void HeldBack(ILogger logger, DisplayText client, int count);

    [LoggerMessage(1242, LogLevel.Warning, "Client {Client}: {Count} unmatched callbacks were older than Retention:PayloadAge: they were discarded, and can't be adopted any more.")]
    public static partial void UnmatchedDiscarded(ILogger logger, DisplayText client, int count);

    [LoggerMessage(1243, LogLevel.Warning, "Client {Client}: these kinds of events have no handler in this process and hold purges back while they wait, because another process may have one: {Kinds}. Where none has, set Retention:WithoutHandlers.")]
    public static partial void NoHandlers(ILogger logger, DisplayText client, DisplayText kinds);

    [LoggerMessage(1244, LogLevel.Warning, "Client {Client}: purged on demand: {Messages} messages, {Inquiries} inquiries; {Waiting} waiting events and {DeadLetters} dead letters were discarded with them.")]
    public static partial void PurgedOnDemand(ILogger logger, DisplayText client, int messages, int inquiries, long waiting, long deadLetters);

    [LoggerMessage(1245, LogLevel.Error, "Client {Client}: {What} could not be purged and was passed over; its content stays. It is tried again with each purge, and not logged again until it could be.")]
    public static partial void NotPurged(ILogger logger, DisplayText client, DisplayText what, Exception exception);

    [LoggerMessage(1246, LogLevel.Warning, "Client {Client}: {Count} messages, inquiries and unreadable callbacks are past their age and could not be purged: each was logged as an error when it failed first.")]
    public static partial void SomeNotPurged(ILogger logger, DisplayText client, int count);
}
