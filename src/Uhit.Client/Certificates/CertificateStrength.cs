using System.Collections.Frozen;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Uhit.Client.Certificates;

/// <summary>Which keys and signatures are strong enough: one rule for callers, for servers, and for our own certificate.</summary>
/// <remarks>Signatures by SHA-256 or stronger; RSA of 2048 bits or more, EC on a named prime curve of 256 bits or more, EdDSA, ML-DSA. What
/// is not known is not strong. The platform's chain takes SHA-1 and RSA of 1024 bits.</remarks>
internal static class CertificateStrength
{
    /// <summary>What is accepted, for messages.</summary>
    public const string Accepted = "Accepted are signatures by SHA-256 or stronger, and keys of RSA (2048 bits or more), EC (P-256, P-384, "
        + "P-521 or as strong), EdDSA or ML-DSA.";

    private const string Rsa = "1.2.840.113549.1.1.1";
    private const string RsaPss = "1.2.840.113549.1.1.10";
    private const string Mgf1 = "1.2.840.113549.1.1.8";
    private const string EllipticCurve = "1.2.840.10045.2.1";
    private const int MinRsaBits = 2048;

    // EdDSA and ML-DSA name key and signature by one OID.
    private static readonly string[] Modern =
        ["1.3.101.112", "1.3.101.113", "2.16.840.1.101.3.4.3.17", "2.16.840.1.101.3.4.3.18", "2.16.840.1.101.3.4.3.19"];

    private static readonly FrozenSet<string> Signatures = FrozenSet.ToFrozenSet(
    [
        "1.2.840.113549.1.1.11", "1.2.840.113549.1.1.12", "1.2.840.113549.1.1.13", // RSA with SHA-256, 384, 512
        "1.2.840.10045.4.3.2", "1.2.840.10045.4.3.3", "1.2.840.10045.4.3.4", // ECDSA with the same
        "2.16.840.1.101.3.4.3.10", "2.16.840.1.101.3.4.3.11", "2.16.840.1.101.3.4.3.12", // ECDSA with SHA3-256, 384, 512
        "2.16.840.1.101.3.4.3.14", "2.16.840.1.101.3.4.3.15", "2.16.840.1.101.3.4.3.16", // RSA with the same
        .. Modern,
    ]);

    private static readonly FrozenSet<string> Hashes = FrozenSet.ToFrozenSet(
    [
        "2.16.840.1.101.3.4.2.1", "2.16.840.1.101.3.4.2.2", "2.16.840.1.101.3.4.2.3", // SHA-256, 384, 512
        "2.16.840.1.101.3.4.2.8", "2.16.840.1.101.3.4.2.9", "2.16.840.1.101.3.4.2.10", // SHA3-256, 384, 512
    ]);

    private static readonly FrozenSet<string> Curves = FrozenSet.ToFrozenSet(
    [
        "1.2.840.10045.3.1.7", "1.3.132.0.34", "1.3.132.0.35", "1.3.132.0.10", // P-256, P-384, P-521, secp256k1
        "1.3.36.3.3.2.8.1.1.7", "1.3.36.3.3.2.8.1.1.8", "1.3.36.3.3.2.8.1.1.9", "1.3.36.3.3.2.8.1.1.10", // brainpool of 256 and 320 bits
        "1.3.36.3.3.2.8.1.1.11", "1.3.36.3.3.2.8.1.1.12", "1.3.36.3.3.2.8.1.1.13", "1.3.36.3.3.2.8.1.1.14", // of 384 and 512 bits
    ]);

    /// <summary>What is weak about a certificate, as words that follow its name; <see langword="null"/> where nothing is.</summary>
    public static string? WeaknessOf(X509Certificate2 certificate) =>
        Guard(() => KeyWeakness(certificate) ?? SignatureWeakness(certificate));

    /// <summary>What is weak about the issuers in a chain that was built, as a sentence. The signature of its last one, the root, says
    /// nothing: that it is configured is why it is trusted.</summary>
    public static string? WeaknessOf(X509Chain chain)
    {
        for (var i = 1; i < chain.ChainElements.Count; i++)
        {
            var issuer = chain.ChainElements[i].Certificate;
            var isRoot = i == chain.ChainElements.Count - 1;
            var weakness = Guard(() => KeyWeakness(issuer) ?? (isRoot ? null : SignatureWeakness(issuer)));
            if (weakness is not null)
            {
                return $"The {(isRoot ? "root" : "intermediate")} of its CA {weakness}.";
            }
        }

        return null;
    }

    private static string? Guard(Func<string?> check)
    {
        try
        {
            return check();
        }
        catch (Exception e) when (e is AsnContentException or CryptographicException)
        {
            return "has a key or a signature that can't be read";
        }
    }

    private static string? KeyWeakness(X509Certificate2 certificate)
    {
        var key = certificate.PublicKey;
        switch (key.Oid.Value)
        {
            case Rsa or RsaPss:
                var numbers = new AsnReader(key.EncodedKeyValue.RawData, AsnEncodingRules.DER).ReadSequence();
                var bits = numbers.ReadInteger().GetBitLength();
                return bits < MinRsaBits
                    ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"has an RSA key of {bits} bits only")
                    : numbers.ReadInteger() < 3 ? "has an RSA key whose exponent is 1" : null;
            case EllipticCurve:
                var curve = new AsnReader(key.EncodedParameters?.RawData, AsnEncodingRules.DER);
                return !curve.PeekTag().HasSameClassAndValue(Asn1Tag.ObjectIdentifier) ? "has an EC key on a curve of its own making"
                    : Curves.Contains(curve.ReadObjectIdentifier()) ? null : "has an EC key on a weak or unknown curve";
            case { } kind when Modern.Contains(kind):
                return null;
            default:
                return $"has a key of a kind that is not accepted ({key.Oid.Value})";
        }
    }

    // Certificate ::= SEQUENCE { tbsCertificate, signatureAlgorithm, signature }, RFC 5280 4.1.
    private static string? SignatureWeakness(X509Certificate2 certificate)
    {
        var whole = new AsnReader(certificate.RawDataMemory, AsnEncodingRules.BER).ReadSequence();
        whole.ReadEncodedValue();
        var algorithm = whole.ReadSequence();
        var kind = algorithm.ReadObjectIdentifier();
        if (kind == RsaPss)
        {
            return IsStrongPss(algorithm) ? null : "is signed by RSASSA-PSS with SHA-1 or another weak hash";
        }

        return Signatures.Contains(kind) ? null : $"is signed with SHA-1, MD5 or another algorithm that is not accepted ({kind})";
    }

    // RSASSA-PSS-params, RFC 4055 3.1: what is left out is SHA-1, in both places.
    private static bool IsStrongPss(AsnReader algorithm)
    {
        if (!algorithm.HasData)
        {
            return false;
        }

        var parameters = algorithm.ReadSequence();
        if (Tagged(parameters, 0) is not { } hash
            || !Hashes.Contains(hash.ReadSequence().ReadObjectIdentifier())
            || Tagged(parameters, 1) is not { } mask)
        {
            return false;
        }

        var generator = mask.ReadSequence();
        return generator.ReadObjectIdentifier() == Mgf1 && Hashes.Contains(generator.ReadSequence().ReadObjectIdentifier());
    }

    private static AsnReader? Tagged(AsnReader parameters, int number)
    {
        var tag = new Asn1Tag(TagClass.ContextSpecific, number);
        return parameters.HasData && parameters.PeekTag().HasSameClassAndValue(tag) ? parameters.ReadSequence(tag) : null;
    }
}
