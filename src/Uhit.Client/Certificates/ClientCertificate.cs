using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Uhit.Client.Certificates;

/// <summary>A certificate with its private key, and the intermediates to send with it.</summary>
/// <remarks>Immutable, safe for any thread. Not disposable: connections may still use it after a newer one has taken its place.</remarks>
public sealed class ClientCertificate
{
    private readonly Lazy<SslStreamCertificateContext> _context;

    /// <summary>Puts a certificate and its intermediates together.</summary>
    /// <exception cref="ArgumentException">The certificate has no private key.</exception>
    public ClientCertificate(X509Certificate2 leaf, X509Certificate2Collection? intermediates = null)
    {
        ArgumentNullException.ThrowIfNull(leaf);
        if (!leaf.HasPrivateKey)
        {
            throw new ArgumentException("The certificate has no private key.", nameof(leaf));
        }

        Leaf = leaf;
        Intermediates = [.. (intermediates ?? []).Where(c => !c.RawDataMemory.Span.SequenceEqual(leaf.RawDataMemory.Span))];
        // Offline: building what is sent must never fetch anything.
        _context = new Lazy<SslStreamCertificateContext>(() => SslStreamCertificateContext.Create(Leaf, Intermediates, offline: true));
    }

    /// <summary>The certificate itself.</summary>
    public X509Certificate2 Leaf { get; }

    /// <summary>The other certificates that came with it.</summary>
    public X509Certificate2Collection Intermediates { get; }

    /// <summary>The form that TLS takes, for both ends of a connection: it sends the intermediates too.</summary>
    public SslStreamCertificateContext Context => _context.Value;
}
