using Microsoft.Extensions.Logging;

namespace Uhit.Client.Certificates;

internal static partial class CertificateLog
{
    [LoggerMessage(
        1400, LogLevel.Information,
        "The certificate of {Setting} was renewed; it is valid until {NotAfter:O} and is used for the next connection.")]
    public static partial void Renewed(ILogger logger, DisplayText setting, DateTimeOffset notAfter);

    [LoggerMessage(1401, LogLevel.Error, "A renewed certificate cannot be used, the last good one stays in force. {Reason}")]
    public static partial void RenewalRefused(ILogger logger, DisplayText reason);

    [LoggerMessage(
        1402, LogLevel.Warning,
        "The file of {Setting} holds a private key and can be read by other users of this machine; set its mode to 0600.")]
    public static partial void KeyFileOpen(ILogger logger, DisplayText setting);

    [LoggerMessage(1404, LogLevel.Warning, "The DistinguishedName of peer {Peer} of client {Client} is written from the root: \"{Name}\". "
        + "Names are compared in the order of the certificate, and RFC 4514 text begins with the common name; "
        + "as it stands it matches nearly no certificate. It was most likely meant as \"{Meant}\".")]
    public static partial void NameFromTheRoot(ILogger logger, DisplayText client, DisplayText peer, DisplayText name, DisplayText meant);
}
