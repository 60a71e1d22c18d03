using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Uhit.Client.Simulator.Http;

/// <summary>Trust in the configured roots and in nothing else; nothing is downloaded while judging.</summary>
internal static class RootTrust
{
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    public static X509ChainPolicy PolicyOf(X509Certificate2Collection roots)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.AddRange(roots);
        return policy;
    }

    /// <summary>Whether a caller's certificate leads to one of the roots and is for clients.</summary>
    public static bool Accepts(X509Certificate2 certificate, X509Chain? sent, X509Certificate2Collection roots)
    {
        using var chain = new X509Chain { ChainPolicy = PolicyOf(roots) };
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ClientAuthentication));
        if (sent is not null)
        {
            chain.ChainPolicy.ExtraStore.AddRange(sent.ChainPolicy.ExtraStore);
        }

        return chain.Build(certificate);
    }
}
