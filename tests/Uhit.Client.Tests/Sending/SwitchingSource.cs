using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Uhit.Client.Certificates;

namespace Uhit.Client.Tests.Sending;

/// <summary>A certificate that is renewed when the test says so; none where it is <see langword="null"/>.</summary>
internal sealed class SwitchingSource(X509Certificate2 first) : ICertificateSource
{
    public X509Certificate2? Current { get; set; } = first;

    public SslStreamCertificateContext GetCurrent() => Current is { } leaf
        ? OwnCertificate.Of(leaf)
        : throw new CertificateException("PemFile", "the certificate expired on a Monday. Renew it.");
}
