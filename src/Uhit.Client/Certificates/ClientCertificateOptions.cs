using System.Security.Cryptography.X509Certificates;

namespace Uhit.Client.Certificates;

/// <summary>Where our own certificate and its private key come from: exactly one of a PFX file, a PEM
/// file, or the system's certificate store.</summary>
/// <remarks>The same settings work on Linux, Windows and macOS. CNP registers the Distinguished
/// Name of this certificate (guide 2.2.1).</remarks>
public sealed class ClientCertificateOptions
{
    /// <summary>Path of a PKCS#12 file (.pfx, .p12) with the certificate, its key and its intermediates.</summary>
    /// <value>Default: none.</value>
    public string? PfxFile { get; set; }

    /// <summary>Path of a PEM file with the certificate and its intermediates, and with the key
    /// unless <see cref="KeyFile"/> names it.</summary>
    /// <value>Default: none.</value>
    public string? PemFile { get; set; }

    /// <summary>Path of a file with the key of <see cref="PemFile"/>: PEM or DER; PKCS#8 (encrypted or not), PKCS#1 or SEC1.</summary>
    /// <value>Default: none, the key is in <see cref="PemFile"/>.</value>
    public string? KeyFile { get; set; }

    /// <summary>Password of the PFX file or of the encrypted key.</summary>
    /// <remarks>Prefer <see cref="PasswordVariable"/>, or a configuration source made for secrets: this property
    /// does not belong into a file that is shared.</remarks>
    /// <value>Default: none.</value>
    public string? Password { get; set; }

    /// <summary>Name of the environment variable that holds the password.</summary>
    /// <value>Default: none.</value>
    public string? PasswordVariable { get; set; }

    /// <summary>Thumbprint of a certificate in the system's store: SHA-1 (40) or SHA-256 (64
    /// hexadecimal digits), blanks and colons allowed.</summary>
    /// <value>Default: none.</value>
    public string? Thumbprint { get; set; }

    /// <summary>Distinguished Name of a certificate in the system's store, RFC 4514; of several valid
    /// ones the one that expires last is taken.</summary>
    /// <value>Default: none.</value>
    public string? SubjectDistinguishedName { get; set; }

    /// <summary>Which store is searched by <see cref="Thumbprint"/> or <see cref="SubjectDistinguishedName"/>.</summary>
    /// <value>Default: <see cref="StoreName.My"/>.</value>
    public StoreName StoreName { get; set; } = StoreName.My;

    /// <summary>Whose store is searched.</summary>
    /// <value>Default: <see cref="StoreLocation.CurrentUser"/>.</value>
    public StoreLocation StoreLocation { get; set; } = StoreLocation.CurrentUser;

    /// <summary>How often, at most, the source is looked at for a renewed certificate.</summary>
    /// <remarks>A renewed certificate is used for the next connection; connections live five minutes at most.</remarks>
    /// <value>Default: 30 seconds.</value>
    public TimeSpan CheckInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Options for a file of whatever kind: its content tells how it is read.</summary>
    /// <remarks>The ending only says which of the two settings names it in messages: <see cref="PfxFile"/> for
    /// <c>.pfx</c> and <c>.p12</c>, else <see cref="PemFile"/>.</remarks>
    public static ClientCertificateOptions FromFile(string path, string? keyFile = null, string? passwordVariable = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var pfx = path.EndsWith(".pfx", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".p12", StringComparison.OrdinalIgnoreCase);
        return new ClientCertificateOptions
        {
            PfxFile = pfx ? path : null,
            PemFile = pfx ? null : path,
            KeyFile = keyFile,
            PasswordVariable = passwordVariable,
        };
    }
}
