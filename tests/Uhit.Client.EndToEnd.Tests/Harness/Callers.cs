using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Uhit.Client.EndToEnd.Tests.Harness;

/// <summary>Callers of our receiver that are not ours.</summary>
internal static class Callers
{
    /// <summary>An HTTP client that shows a certificate, or none, and trusts one root.</summary>
    public static HttpClient Create(X509Certificate2? certificate, X509Certificate2 root)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(root);
        var handler = new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy } };
        if (certificate is not null)
        {
            handler.SslOptions.ClientCertificateContext = SslStreamCertificateContext.Create(certificate, null, offline: true);
        }

        return new HttpClient(handler);
    }
}
