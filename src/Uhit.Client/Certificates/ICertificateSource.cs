using System.Net.Security;

namespace Uhit.Client.Certificates;

/// <summary>Gives the certificate to show on the next connection.</summary>
/// <remarks>The seam for keys that live elsewhere (a vault, a PKCS#11 token). Implementations are safe for any thread and answer quickly:
/// they are asked for every connection.</remarks>
public interface ICertificateSource
{
    /// <summary>The certificate in force now, with its private key and the intermediates that are sent with it.</summary>
    /// <remarks>Make one with <c>SslStreamCertificateContext.Create(leaf, intermediates, offline: true)</c>, and give the same one until
    /// the certificate changes. The certificate must not be disposed: connections may still use it
    /// after a newer one has taken its place.</remarks>
    /// <exception cref="UhitConfigurationException">There is none that can be used.</exception>
    SslStreamCertificateContext GetCurrent();
}
