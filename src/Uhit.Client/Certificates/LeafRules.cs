using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Uhit.Client.Certificates;

/// <summary>What a caller's own certificate must satisfy, whatever its chain says.</summary>
internal static class LeafRules
{
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    public static PeerDecision? CheckDates(X509Certificate2 certificate, DateTimeOffset now)
    {
        var validity = Validity.Of(certificate);
        if (now > validity.To)
        {
            return PeerDecision.Refuse(
                PeerRefusal.Expired, string.Create(CultureInfo.InvariantCulture, $"The caller's certificate expired on {validity.To:u}."));
        }

        if (now < validity.From)
        {
            return PeerDecision.Refuse(
                PeerRefusal.NotYetValid,
                string.Create(CultureInfo.InvariantCulture, $"The caller's certificate is not valid before {validity.From:u}."));
        }

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
        foreach (var extension in certificate.Extensions)
        {
            if (extension is X509BasicConstraintsExtension { CertificateAuthority: true })
            {
                return PeerDecision.Refuse(PeerRefusal.Usage, "The caller showed the certificate of a CA.");
            }

            if (extension is X509KeyUsageExtension usage && (usage.KeyUsages & X509KeyUsageFlags.DigitalSignature) == 0)
            {
                return PeerDecision.Refuse(PeerRefusal.Usage, "The caller's certificate is not for digital signatures, which TLS needs.");
            }
        }

        var marked = certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>()
            .SelectMany(e => e.EnhancedKeyUsages.Cast<Oid>())
            .Any(o => o.Value == ClientAuthentication);
        return marked || !requireClientAuth
            ? null
            : PeerDecision.Refuse(
                PeerRefusal.Usage, "The caller's certificate is not marked for client authentication. If the peer has no other, set "
                    + "RequireClientAuthUsage to false for it.");
    }

    private static PeerDecision? Strength(X509Certificate2 certificate) => CertificateStrength.WeaknessOf(certificate) is { } weakness
        ? PeerDecision.Refuse(PeerRefusal.Weak, $"The caller's certificate {weakness}. {CertificateStrength.Accepted}")
        : null;
}
