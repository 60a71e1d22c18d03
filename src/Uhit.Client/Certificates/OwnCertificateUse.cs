using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Uhit.Client.Certificates;

/// <summary>What a server may refuse our own certificate for, whoever it is issued by.</summary>
internal static class OwnCertificateUse
{
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";
    private const string AnyUse = "2.5.29.37.0";

    /// <summary>What is doubtful, as sentences; none where nothing is.</summary>
    public static IEnumerable<string> DoubtsOf(X509Certificate2 certificate)
    {
        string[]? purposes = null;
        foreach (var extension in certificate.Extensions)
        {
            if (extension is X509BasicConstraintsExtension { CertificateAuthority: true })
            {
                yield return "It is the certificate of a CA, which servers refuse as a client's.";
            }

            if (extension is X509KeyUsageExtension usage && (usage.KeyUsages & X509KeyUsageFlags.DigitalSignature) == 0)
            {
                yield return "Its key usage has no digital signature, which TLS needs of a client.";
            }

            if (extension is X509EnhancedKeyUsageExtension enhanced)
            {
                purposes = [.. enhanced.EnhancedKeyUsages.Cast<Oid>().Select(o => o.Value ?? "")];
            }
        }

        if (purposes is not null && !purposes.Contains(ClientAuthentication) && !purposes.Contains(AnyUse))
        {
            yield return "It is not marked for client authentication (extended key usage), and most servers refuse it.";
        }

        if (CertificateStrength.WeaknessOf(certificate) is { } weakness)
        {
            yield return $"It {weakness}, and most servers refuse it.";
        }
    }
}
