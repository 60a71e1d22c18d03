using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Uhit.Client.Certificates;

/// <summary>Puts a certificate with its private key and the intermediates that are sent with it together, as TLS takes them.</summary>
internal static class OwnCertificate
{
    /// <exception cref="ArgumentException">The certificate has no private key.</exception>
    public static SslStreamCertificateContext Of(X509Certificate2 leaf, X509Certificate2Collection? intermediates = null)
    {
        ArgumentNullException.ThrowIfNull(leaf);
        if (!leaf.HasPrivateKey)
        {
            throw new ArgumentException("The certificate has no private key.", nameof(leaf));
        }

        // Offline: building what is sent must never fetch anything.
        return SslStreamCertificateContext.Create(leaf, intermediates, offline: true);
    }
}
