using Microsoft.Extensions.Logging;

namespace Uhit.Client.Certificates;

internal static partial class CertificateLog
{
    [LoggerMessage(1400, LogLevel.Information, "The certificate of {Setting} was renewed; it is valid until {NotAfter:O} and is used for the next connection.")]
    public static partial void Renewed(ILogger logger, DisplayText setting, DateTimeOffset notAfter);

    [LoggerMessage(1401, LogLevel.Error, "A renewed certificate cannot be used, the last good one stays in force. {Reason}")]
    public static partial void RenewalRefused(ILogger logger, DisplayText reason);

    [LoggerMessage(1402, LogLevel.Warning, "The file of {Setting} holds a private key and can be read by other users of this machine; set its mode to 0600.")]
    public static partial void KeyFileOpen(ILogger logger, DisplayText setting);
}
