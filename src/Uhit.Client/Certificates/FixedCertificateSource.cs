using System.Net.Security;

namespace Uhit.Client.Certificates;

/// <summary>Always the same certificate: for tests, and for keys that the program holds itself.</summary>
internal sealed class FixedCertificateSource(SslStreamCertificateContext certificate) : ICertificateSource
{
    private readonly SslStreamCertificateContext _certificate = certificate ?? throw new ArgumentNullException(nameof(certificate));

    /// <inheritdoc/>
    public SslStreamCertificateContext GetCurrent() => _certificate;
}
