using System.Net;
using Microsoft.Extensions.Logging;
using Uhit.Client.Certificates;

namespace Uhit.Client.AspNetCore;

internal static partial class AspNetCoreLog
{
    [LoggerMessage(
        2000, LogLevel.Warning, "Security: a caller of the callback port ({Caller}) was refused at the handshake ({Rule}). {Message} The "
            + "caller only sees that the connection is closed.")]
    public static partial void HandshakeRefused(ILogger logger, EndPoint? caller, PeerRefusal rule, DisplayText message);

    [LoggerMessage(
        1403, LogLevel.Warning, "Security: {Count} more callers of the callback port were refused at the handshake in the last minute "
            + "({Rule}), as those that were logged.")]
    public static partial void MoreHandshakesRefused(ILogger logger, long count, PeerRefusal rule);

    [LoggerMessage(
        2005, LogLevel.Warning, "Security: the handshake of a caller of the callback port ({Caller}) ended before its certificate could be "
            + "judged: it does not accept our certificate, or shows one whose chain does not hold.")]
    public static partial void HandshakeEndedEarly(ILogger logger, EndPoint? caller);

    [LoggerMessage(
        2006, LogLevel.Warning,
        "Security: {Count} more handshakes of the callback port ended in the last minute before the caller's certificate could be judged.")]
    public static partial void MoreHandshakesEndedEarly(ILogger logger, long count);

    [LoggerMessage(
        2001, LogLevel.Warning, "Security: more than {Limit} connections of the callback port are in their handshake "
            + "(UhitCallbackPortOptions.MaxHandshakes): the oldest of the address that has most of them ({Caller}) was broken off.")]
    public static partial void TooManyHandshakes(ILogger logger, EndPoint? caller, int limit);

    [LoggerMessage(
        2002, LogLevel.Warning,
        "Security: {Count} more handshakes of the callback port were broken off in the last minute, because more than {Limit} had begun.")]
    public static partial void MoreTooManyHandshakes(ILogger logger, long count, int limit);

    [LoggerMessage(
        2003, LogLevel.Warning, "Security: a peer at {Caller} has {Limit} connections to the callback port open "
            + "(UhitCallbackPortOptions.MaxConnectionsOfPeer): one more was closed.")]
    public static partial void TooManyConnections(ILogger logger, EndPoint? caller, int limit);

    [LoggerMessage(
        2004, LogLevel.Warning,
        "Security: {Count} more connections to the callback port were closed in the last minute, because their peer has {Limit} open.")]
    public static partial void MoreTooManyConnections(ILogger logger, long count, int limit);
}
