using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Uhit.Client.Certificates;

/// <summary>Finds a certificate in the system's store.</summary>
internal static class StoreCertificate
{
    public static SslStreamCertificateContext Load(ClientCertificateOptions options, string setting, DateTimeOffset now)
    {
        var place = $"{options.StoreLocation}/{options.StoreName}";
        using var store = new X509Store(options.StoreName, options.StoreLocation);
        try
        {
            store.Open(OpenFlags.ReadOnly | OpenFlags.OpenExistingOnly);
        }
        catch (Exception e) when (e is CryptographicException or PlatformNotSupportedException)
        {
            throw new CertificateException(nameof(options.StoreName), $"the certificate store {place} cannot be opened.", e);
        }

        return OwnCertificate.Of(Choose([.. store.Certificates], options, setting, place, now), setting: setting);
    }

    public static X509Certificate2 Choose(
        IReadOnlyList<X509Certificate2> all, ClientCertificateOptions options, string setting, string place, DateTimeOffset now)
    {
        X509Certificate2[] found = [.. all.Where(Matcher(options))];
        if (found.Length == 0)
        {
            throw new CertificateException(setting, $"no certificate in {place} matches.{ReversedIn(all, options)}");
        }

        return found.Where(c => c.HasPrivateKey).OrderByDescending(c => Validity.Of(c).Contains(now))
            .ThenByDescending(c => Validity.Of(c).To).FirstOrDefault()
            ?? throw new CertificateException(setting, $"the certificate in {place} has no private key that this account may use.");
    }

    public static string? Hex(string text)
    {
        var hex = text.Replace(" ", "").Replace(":", "").Trim('\u200e');
        return hex.All(char.IsAsciiHexDigit) ? hex : null;
    }

    private static Func<X509Certificate2, bool> Matcher(ClientCertificateOptions options)
    {
        if (!string.IsNullOrEmpty(options.Thumbprint))
        {
            var hex = Hex(options.Thumbprint)!;
            var algorithm = hex.Length == 40 ? HashAlgorithmName.SHA1 : HashAlgorithmName.SHA256;
            return c => c.GetCertHashString(algorithm).Equals(hex, StringComparison.OrdinalIgnoreCase);
        }

        var name = DistinguishedName.Parse(options.SubjectDistinguishedName!);
        return c => TrySubject(c) == name;
    }

    private static string ReversedIn(IReadOnlyList<X509Certificate2> all, ClientCertificateOptions options)
    {
        if (!string.IsNullOrEmpty(options.Thumbprint))
        {
            return "";
        }

        var name = DistinguishedName.Parse(options.SubjectDistinguishedName!);
        return all.Any(c => TrySubject(c) is { } subject && subject.IsReverseOf(name))
            ? $" One has the same attributes in the opposite order: RFC 4514 begins with the common name. Set it to \"{name.Reversed()}\"."
            : "";
    }

    private static DistinguishedName? TrySubject(X509Certificate2 certificate)
    {
        try
        {
            return DistinguishedName.OfSubject(certificate);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
