using Microsoft.Extensions.Logging;
using Uhit.Client.Certificates;

namespace Uhit.Client.Receiving;

/// <summary>What the receiver logs: never an ESI ID, a name, a usage value or a line of XML.
/// Exceptions that may hold them: at Debug only.</summary>
internal static partial class ReceivingLog
{
    [LoggerMessage(1200, LogLevel.Warning, "Security: a callback for client {Client} was refused at the door ({Rule}). {Message}")]
    public static partial void PeerRefused(ILogger logger, DisplayText client, PeerRefusal rule, DisplayText message);

    [LoggerMessage(
        1236, LogLevel.Warning, "Security: {Count} more callbacks for client {Client} were refused at the door in the last minute "
            + "({Rule}), as those that were logged.")]
    public static partial void MorePeersRefused(ILogger logger, DisplayText client, long count, PeerRefusal rule);

    [LoggerMessage(
        1201, LogLevel.Warning, "Security: peer {Peer} sent {Operation} to client {Client} under another AuthenticationId than this client "
            + "has. It was answered with Rejected and not stored; check the setting AuthenticationId and the path that CNP was given.")]
    public static partial void OtherAuthenticationId(ILogger logger, DisplayText client, DisplayText peer, UhitOperation operation);

    [LoggerMessage(
        1237, LogLevel.Warning, "Security: {Count} more messages of peer {Peer} to client {Client} were refused in the last minute because "
            + "of another AuthenticationId.")]
    public static partial void MoreOtherAuthenticationIds(ILogger logger, DisplayText client, DisplayText peer, long count);

    [LoggerMessage(
        1202, LogLevel.Information, "Client {Client}: {Operation} {MessageKey} of inquiry {RequestId} from {Peer} was stored and accepted "
            + "({Lines} lines of usage, {Bytes} bytes).")]
    public static partial void Stored(
        ILogger logger, DisplayText client, UhitOperation operation, DisplayText messageKey, DisplayText requestId, DisplayText peer,
        int lines, long bytes);

    [LoggerMessage(
        1203, LogLevel.Warning, "Client {Client}: {Operation} {MessageKey} from {Peer} is of an inquiry that is not known here, or that is "
            + "not certain: it names {RequestId}. It was stored as unmatched and accepted.")]
    public static partial void Unmatched(
        ILogger logger, DisplayText client, UhitOperation operation, DisplayText messageKey, DisplayText requestId, DisplayText peer);

    [LoggerMessage(
        1204, LogLevel.Information, "Client {Client}: {Operation} {MessageKey} from {Peer} came again and was answered as before.")]
    public static partial void Duplicate(
        ILogger logger, DisplayText client, UhitOperation operation, DisplayText messageKey, DisplayText peer);

    [LoggerMessage(
        1205, LogLevel.Error, "Client {Client}: {Operation} {MessageKey} from {Peer} came again with other content. The first one holds; "
            + "this one was refused and kept as unreadable ({Receipt}).")]
    public static partial void Conflict(
        ILogger logger, DisplayText client, UhitOperation operation, DisplayText messageKey, DisplayText peer, DisplayText receipt);

    [LoggerMessage(
        1206, LogLevel.Error, "Client {Client}: {Operation} from {Peer} can't be translated: {Code} at {Path}. It was answered with a "
            + "fault and kept as unreadable ({Receipt}). Does the wire format fit CNP's contract?")]
    public static partial void Untranslatable(
        ILogger logger, DisplayText client, DisplayText operation, DisplayText peer, DisplayText code, DisplayText path,
        DisplayText receipt);

    [LoggerMessage(
        1217, LogLevel.Error,
        "Client {Client}: {Operation} from {Peer} holds more than is taken: {Code} at {Path}, the limit is the setting {Setting}. It was "
            + "answered with a fault and kept as unreadable ({Receipt}). If CNP sends messages of that size, raise the setting and replay "
            + "it.")]
    public static partial void BeyondLimit(
        ILogger logger, DisplayText client, DisplayText operation, DisplayText peer, DisplayText code, DisplayText path,
        DisplayText setting, DisplayText receipt);

    [LoggerMessage(
        1633, LogLevel.Error,
        "Client {Client}: {Count} more messages from {Peer} in the last minute came again with other content and were refused.")]
    public static partial void MoreConflicts(ILogger logger, DisplayText client, DisplayText peer, long count);

    [LoggerMessage(1634, LogLevel.Error, "Client {Client}: {Count} more messages from {Peer} in the last minute can't be translated or "
        + "hold more than is taken, as those that were logged, and were answered with a fault. Look at those that are kept as unreadable.")]
    public static partial void MoreUntranslatable(ILogger logger, DisplayText client, DisplayText peer, long count);

    [LoggerMessage(
        1635, LogLevel.Warning, "Client {Client}: {Count} more callbacks from {Peer} in the last minute that could not be taken were not "
            + "kept, since the room of unreadable ones is full.")]
    public static partial void MoreUnreadableRoomFull(ILogger logger, DisplayText client, DisplayText peer, long count);

    [LoggerMessage(
        1207, LogLevel.Warning,
        "Client {Client}: a message from {Peer} is no SOAP message that can be taken and was answered with a fault: {Reason}")]
    public static partial void Malformed(ILogger logger, DisplayText client, DisplayText peer, DisplayText reason);

    [LoggerMessage(
        1248, LogLevel.Warning, "Client {Client}: the wire format's contract can't be shown, as its files are no XML or its paths can't be "
            + "told. Who asks for the WSDL is answered with 404; callbacks are taken all the same. Look at ContractFiles, FindOperations "
            + "and GetCallbackPath of the format.")]
    public static partial void ContractNotShown(ILogger logger, DisplayText client, Exception exception);

    [LoggerMessage(
        1238, LogLevel.Warning, "Client {Client}: {Count} more messages from {Peer} in the last minute were no SOAP messages that can be "
            + "taken and were answered with a fault.")]
    public static partial void MoreMalformed(ILogger logger, DisplayText client, DisplayText peer, long count);

    [LoggerMessage(
        1208, LogLevel.Error, "Client {Client}: a callback from {Peer} could not be taken for a reason of ours ({ErrorType}). It was not "
            + "acknowledged; the caller was asked to send it again. The exception is logged at Debug.")]
    public static partial void Failed(ILogger logger, DisplayText client, DisplayText peer, DisplayText errorType);

    [LoggerMessage(
        1640, LogLevel.Error,
        "Client {Client}: this process runs under the AuthenticationId {AuthenticationId}, whose place another took in the store since. "
            + "Callbacks for the new one are not refused, and the caller is asked to send them again: restart this process under the "
            + "new AuthenticationId.")]
    public static partial void AuthenticationIdReplaced(ILogger logger, DisplayText client, DisplayText authenticationId);

    [LoggerMessage(
        1632, LogLevel.Error, "Client {Client}: {Count} more callbacks from {Peer} in the last minute could not be taken for a reason of "
            + "ours, and were not acknowledged.")]
    public static partial void MoreFailed(ILogger logger, DisplayText client, DisplayText peer, long count);

    [LoggerMessage(1209, LogLevel.Warning, "Client {Client}: a callback from {Peer} is larger than Callback:MaxBodyBytes ({Limit}) and was "
        + "refused: its data is not here. Raise the setting, or ask with fewer lines (MaxLines), and have CNP send it again.")]
    public static partial void TooLarge(ILogger logger, DisplayText client, DisplayText peer, long limit);

    [LoggerMessage(
        1219, LogLevel.Warning,
        "Client {Client}: a callback from {Peer} is larger than the host allows for a request's body, which is less than "
            + "Callback:MaxBodyBytes ({Limit}), and was refused: its data is not here. Raise the host's limit, such as that of a proxy or "
            + "another server than Kestrel, and have CNP send it again.")]
    public static partial void TooLargeForTheHost(ILogger logger, DisplayText client, DisplayText peer, long limit);

    [LoggerMessage(
        1218, LogLevel.Warning, "Client {Client}: {Count} more callbacks from {Peer} in the last minute were too large and were refused.")]
    public static partial void MoreTooLarge(ILogger logger, DisplayText client, DisplayText peer, long count);

    [LoggerMessage(1223, LogLevel.Warning, "Client {Client}: the event that a callback from {Peer} was too large could not be stored.")]
    public static partial void TooLargeNotNoted(ILogger logger, DisplayText client, DisplayText peer, Exception exception);

    [LoggerMessage(
        1220, LogLevel.Warning, "Security: {Peer} is no peer of client {Client} any more, or under another name: it was removed or changed "
            + "while its message arrived. The message was refused and not stored.")]
    public static partial void NoLongerAPeer(ILogger logger, DisplayText client, DisplayText peer);

    [LoggerMessage(
        1630, LogLevel.Warning, "Security: {Count} more messages of {Peer} to client {Client} in the last minute were refused, since it is "
            + "no peer any more or has another name now.")]
    public static partial void MoreNoLongerAPeer(ILogger logger, DisplayText client, DisplayText peer, long count);

    [LoggerMessage(
        1631, LogLevel.Warning, "Client {Client}: {Count} more callbacks of unknown inquiries from {Peer} in the last minute were not "
            + "stored, since the room of unmatched callbacks of that peer is full.")]
    public static partial void MoreUnmatchedRoomFull(ILogger logger, DisplayText client, DisplayText peer, long count);

    [LoggerMessage(1221, LogLevel.Warning, "Client {Client}: a request from {Peer} was refused with status {Status}: {Reason}")]
    public static partial void Unfit(ILogger logger, DisplayText client, DisplayText peer, int status, DisplayText reason);

    [LoggerMessage(
        1222, LogLevel.Warning, "Client {Client}: {Count} more requests from {Peer} in the last minute were refused with status {Status}.")]
    public static partial void MoreUnfit(ILogger logger, DisplayText client, DisplayText peer, int status, long count);

    [LoggerMessage(1210, LogLevel.Information, "Client {Client}: {Peer} broke off a callback. Nothing was stored.")]
    public static partial void BrokenOff(ILogger logger, DisplayText client, DisplayText peer);

    [LoggerMessage(
        1211, LogLevel.Warning, "Client {Client}: what was spooled under {Receipt} could not be taken away; the sweep will do it.")]
    public static partial void DiscardFailed(ILogger logger, DisplayText client, DisplayText receipt, Exception exception);

    [LoggerMessage(
        1212, LogLevel.Warning,
        "Client {Client}: the answer to {Operation} {MessageKey} went out, but the event of it could not be stored.")]
    public static partial void AnsweredNotNoted(
        ILogger logger, DisplayText client, UhitOperation operation, DisplayText messageKey, Exception exception);

    [LoggerMessage(
        1213, LogLevel.Warning,
        "Client {Client}: {Operation} {MessageKey} has {Count} elements that the wire format does not know; they were skipped.")]
    public static partial void UnknownElements(
        ILogger logger, DisplayText client, UhitOperation operation, DisplayText messageKey, int count);

    [LoggerMessage(1214, LogLevel.Debug, "Client {Client}: a callback from {Peer} could not be taken.")]
    public static partial void Exception(ILogger logger, DisplayText client, DisplayText peer, Exception exception);

    [LoggerMessage(
        1215, LogLevel.Warning, "Client {Client}: a callback from {Peer} that could not be taken ({Reason}) was not kept, for {Limit} "
            + "different ones are kept already. It was answered as the others; look at those that are kept.")]
    public static partial void UnreadableRoomFull(ILogger logger, DisplayText client, DisplayText peer, DisplayText reason, int limit);

    [LoggerMessage(
        1216, LogLevel.Warning, "Client {Client}: {Operation} {MessageKey} from {Peer} came again, was stored under an older version of "
            + "the digest, and its content was purged since: it can't be compared. It was taken for the same and answered as before.")]
    public static partial void NotCompared(
        ILogger logger, DisplayText client, UhitOperation operation, DisplayText messageKey, DisplayText peer);

    [LoggerMessage(
        1224, LogLevel.Warning,
        "Client {Client}: {Operation} {MessageKey} from {Peer} names inquiry {RequestId}, which is not known here, and the room of "
            + "unmatched callbacks of that peer is full. It was not stored; the caller was asked to send it again later. Import the "
            + "inquiry, or discard what is unmatched (IUsageHistoryInbox, uhit inbox), or raise Callback:MaxUnmatchedBytes or "
            + "Callback:MaxUnmatchedEntries.")]
    public static partial void UnmatchedRoomFull(
        ILogger logger, DisplayText client, UhitOperation operation, DisplayText messageKey, DisplayText peer, DisplayText requestId);

    [LoggerMessage(
        1620, LogLevel.Warning,
        "Client {Client}: reading a callback of {Bytes} bytes from {Peer} took longer than Callback:ReadTimeout ({Limit}) and was ended. "
            + "It was not acknowledged; the caller was asked to send it again. Is the store slow, or does the wire format not come to an "
            + "end?")]
    public static partial void ReadTimedOut(ILogger logger, DisplayText client, DisplayText peer, long bytes, TimeSpan limit);

    [LoggerMessage(
        1226, LogLevel.Warning,
        "Client {Client}: a callback from {Peer} waited {MaxWait} for others of that peer, whose bodies take up more than "
            + "Callback:MaxStagedBytes ({Limit}) while they come. It was not stored; the caller was asked to send it again. Raise the "
            + "setting if CNP sends so much at once.")]
    public static partial void StagingTimedOut(ILogger logger, DisplayText client, DisplayText peer, TimeSpan maxWait, long limit);
}
