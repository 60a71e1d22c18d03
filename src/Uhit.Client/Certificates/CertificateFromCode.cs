using System.Net.Security;

namespace Uhit.Client.Certificates;

/// <summary>The certificate that the program itself has.</summary>
/// <param name="getCurrent">The program's function.</param>
/// <param name="setting">Where the program gave the function.</param>
internal sealed class CertificateFromCode(Func<SslStreamCertificateContext> getCurrent, string setting = "UseCertificate")
    : ICertificateSource
{
    public SslStreamCertificateContext GetCurrent() => getCurrent() ?? throw new CertificateException(
        setting, "the function gave null in place of a certificate. Where there is none, let it throw a UhitConfigurationException.");
}
