using System.Net;
using Microsoft.Extensions.Logging;
using Uhit.Client.Certificates;

namespace Uhit.Client.AspNetCore;

internal static partial class AspNetCoreLog
{
    [LoggerMessage(2000, LogLevel.Warning, "Security: a caller of the callback port ({Caller}) was refused at the handshake ({Rule}). {Message} The caller only sees that the connection is closed.")]
    public static partial void HandshakeRefused(ILogger logger, EndPoint? caller, PeerRefusal rule, DisplayText message);

    [LoggerMessage(1403, LogLevel.Warning, "Security: {Count} more callers of the callback port were refused at the handshake in the last minute ({Rule}), as those that were logged.")]
    public static partial void MoreHandshakesRefused(ILogger logger, long count, PeerRefusal rule);
}
