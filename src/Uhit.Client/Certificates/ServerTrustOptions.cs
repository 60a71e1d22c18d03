using System.Security.Cryptography.X509Certificates;

namespace Uhit.Client.Certificates;

/// <summary>Which server certificate is accepted. Nothing accepts all of them.</summary>
/// <remarks>
/// <para>With <see cref="PinnedKeys"/>, a certificate by its public key: neither the chain nor the host name is looked at, the dates are.
/// That is the strictest, and must be changed when the server changes its key: put the next pin in beforehand.</para>
/// <para>With <see cref="RootFiles"/>, one that leads to these roots only, and has the host name. With neither, one that leads to the
/// system's roots, and has the host name. Both together are an error.</para>
/// </remarks>
public sealed class ServerTrustOptions
{
    /// <summary>PEM or DER files with the roots that the server's certificate must lead to.</summary>
    /// <value>Default: none.</value>
    public IList<string> RootFiles { get; } = [];

    /// <summary>Pins of the server's key: <c>sha256:</c> and the SHA-256 of the public key
    /// in hex or Base64. Any one of them suffices.</summary>
    /// <value>Default: none.</value>
    public IList<string> PinnedKeys { get; } = [];

    /// <summary>Whether building the server's chain may not fetch missing intermediates from addresses in its certificate.</summary>
    /// <remarks>Off lets a server that we do not trust yet choose addresses that this machine contacts.</remarks>
    /// <value>Default: true, nothing is fetched.</value>
    public bool DisableCertificateDownloads { get; set; } = true;

    /// <summary>Whether revocation is checked.</summary>
    /// <remarks>
    /// <see cref="X509RevocationMode.Online"/> asks the CA during the handshake and refuses when it cannot be reached, so each new
    /// connection depends on the CA; with a private CA that publishes no list it refuses everything.
    /// <see cref="X509RevocationMode.NoCheck"/> notices a revoked certificate only at its expiry.
    /// </remarks>
    /// <value>Default: <see cref="X509RevocationMode.NoCheck"/>, as HttpClient does.</value>
    public X509RevocationMode RevocationMode { get; set; } = X509RevocationMode.NoCheck;
}
