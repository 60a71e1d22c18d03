using System.Net.Security;

namespace Uhit.Client.Certificates;

/// <summary>The certificate that the program itself has.</summary>
internal sealed class CertificateFromCode(Func<SslStreamCertificateContext> getCurrent) : ICertificateSource
{
    public SslStreamCertificateContext GetCurrent() => getCurrent();
}
