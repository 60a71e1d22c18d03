namespace Uhit.Client.Certificates;

/// <summary>Always the same certificate: for tests, and for keys that the program holds itself.</summary>
internal sealed class FixedCertificateSource(ClientCertificate certificate) : ICertificateSource
{
    private readonly ClientCertificate _certificate = certificate ?? throw new ArgumentNullException(nameof(certificate));

    /// <inheritdoc/>
    public ClientCertificate GetCurrent() => _certificate;
}
