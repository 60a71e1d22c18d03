using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Uhit.Client.Certificates;

/// <summary>What a caller's own certificate must satisfy, whatever its chain says.</summary>
internal static class LeafRules
{
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    // MD5 and SHA-1 with RSA, DSA and ECDSA.
    private static readonly string[] OutdatedSignatures =
        ["1.2.840.113549.1.1.4", "1.2.840.113549.1.1.5", "1.3.14.3.2.29", "1.2.840.10040.4.3", "1.2.840.10045.4.1"];

    public static PeerDecision? CheckDates(X509Certificate2 certificate, DateTimeOffset now)
    {
        Validity validity = Validity.Of(certificate);
        if (now > validity.To)
            return PeerDecision.Refuse(PeerRefusal.Expired, string.Create(CultureInfo.InvariantCulture, $"The caller's certificate expired on {validity.To:u}."));
        if (now < validity.From)
            return PeerDecision.Refuse(PeerRefusal.NotYetValid, string.Create(CultureInfo.InvariantCulture, $"The caller's certificate is not valid before {validity.From:u}."));
        return null;
    }

    public static PeerDecision? CheckUse(X509Certificate2 certificate, bool requireClientAuth)
    {
        try
        {
            return Usage(certificate, requireClientAuth) ?? Strength(certificate);
        }
        catch (CryptographicException)
        {
            return PeerDecision.Refuse(PeerRefusal.Usage, "The caller's certificate has extensions or a key that cannot be read.");
        }
    }

    private static PeerDecision? Usage(X509Certificate2 certificate, bool requireClientAuth)
    {
        foreach (X509Extension extension in certificate.Extensions)
        {
            if (extension is X509BasicConstraintsExtension { CertificateAuthority: true })
                return PeerDecision.Refuse(PeerRefusal.Usage, "The caller showed the certificate of a CA.");
            if (extension is X509KeyUsageExtension usage && (usage.KeyUsages & X509KeyUsageFlags.DigitalSignature) == 0)
                return PeerDecision.Refuse(PeerRefusal.Usage, "The caller's certificate is not for digital signatures, which TLS needs.");
        }

        bool marked = certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().SelectMany(e => e.EnhancedKeyUsages.Cast<Oid>()).Any(o => o.Value == ClientAuthentication);
        return marked || !requireClientAuth
            ? null
            : PeerDecision.Refuse(PeerRefusal.Usage, "The caller's certificate is not marked for client authentication. If the peer has no other, set RequireClientAuthUsage to false for it.");
    }

    private static PeerDecision? Strength(X509Certificate2 certificate)
    {
        if (OutdatedSignatures.Contains(certificate.SignatureAlgorithm.Value))
            return PeerDecision.Refuse(PeerRefusal.Weak, "The caller's certificate is signed with MD5 or SHA-1.");
        using RSA? rsa = certificate.GetRSAPublicKey();
        using ECDsa? ec = rsa is null ? certificate.GetECDsaPublicKey() : null;
        bool strong = rsa is not null ? rsa.KeySize >= 2048 : ec is not null && ec.KeySize >= 256;
        return strong ? null : PeerDecision.Refuse(PeerRefusal.Weak, "The caller's key is neither RSA of 2048 bits or more nor EC of 256 bits or more.");
    }
}
