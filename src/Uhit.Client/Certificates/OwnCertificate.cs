using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Uhit.Client.Certificates;

/// <summary>Puts a certificate with its private key and the intermediates that are sent with it together, as TLS takes them.</summary>
internal static class OwnCertificate
{
    /// <exception cref="ArgumentException">The certificate has no private key.</exception>
    /// <exception cref="CertificateException">TLS can't use the certificate, or what is sent with it.</exception>
    public static SslStreamCertificateContext Of(
        X509Certificate2 leaf, X509Certificate2Collection? intermediates = null, string setting = "Certificate")
    {
        ArgumentNullException.ThrowIfNull(leaf);
        if (!leaf.HasPrivateKey)
        {
            throw new ArgumentException("The certificate has no private key.", nameof(leaf));
        }

        // Offline: building what is sent must never fetch anything.
        try
        {
            return SslStreamCertificateContext.Create(leaf, intermediates, offline: true);
        }
        catch (Exception e) when (e is CryptographicException or NotSupportedException)
        {
            throw new CertificateException(
                setting, "TLS can't use the certificate, or the intermediates with it. Have it issued again, with an RSA or ECDSA key.", e);
        }
    }
}
