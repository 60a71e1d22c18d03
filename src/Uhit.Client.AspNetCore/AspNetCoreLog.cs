using Microsoft.Extensions.Logging;
using Uhit.Client.Certificates;

namespace Uhit.Client.AspNetCore;

internal static partial class AspNetCoreLog
{
    [LoggerMessage(2000, LogLevel.Warning, "Security: a caller of the callback port was refused at the handshake ({Rule}). {Message} The caller only sees that the connection is closed.")]
    public static partial void HandshakeRefused(ILogger logger, PeerRefusal rule, DisplayText message);
}
