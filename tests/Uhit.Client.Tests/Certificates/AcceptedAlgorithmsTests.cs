using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Uhit.Client.Certificates;

namespace Uhit.Client.Tests.Certificates;

/// <summary>Each key and each signature that is accepted, and the nearest that is not. The
/// certificates only name them: nothing is signed.</summary>
public sealed class AcceptedAlgorithmsTests
{
    private const string Rsa = "1.2.840.113549.1.1.1";
    private const string EllipticCurve = "1.2.840.10045.2.1";
    private const string Sha256 = "2.16.840.1.101.3.4.2.1";
    private const string Mgf1 = "1.2.840.113549.1.1.8";
    private const string RsaWithSha256 = "1.2.840.113549.1.1.11";

    [Theory]
    [InlineData("1.2.840.10045.3.1.7", true)] // P-256
    [InlineData("1.3.132.0.34", true)] // P-384
    [InlineData("1.3.132.0.35", true)] // P-521
    [InlineData("1.3.132.0.10", true)] // secp256k1
    [InlineData("1.3.36.3.3.2.8.1.1.7", true)] // brainpoolP256r1
    [InlineData("1.3.36.3.3.2.8.1.1.8", true)]
    [InlineData("1.3.36.3.3.2.8.1.1.9", true)]
    [InlineData("1.3.36.3.3.2.8.1.1.10", true)]
    [InlineData("1.3.36.3.3.2.8.1.1.11", true)]
    [InlineData("1.3.36.3.3.2.8.1.1.12", true)]
    [InlineData("1.3.36.3.3.2.8.1.1.13", true)]
    [InlineData("1.3.36.3.3.2.8.1.1.14", true)] // brainpoolP512t1
    [InlineData("1.3.36.3.3.2.8.1.1.5", false)] // brainpoolP224r1
    [InlineData("1.3.132.0.33", false)] // P-224
    [InlineData("1.2.840.10045.3.1.1", false)] // P-192
    public void WeaknessOf_Curve_NamedUnlessStrong(string curve, bool strong) =>
        AssertWeakness(
            strong ? null : "an EC key on a weak or unknown curve", KeyOf(EllipticCurve, Der(w => w.WriteObjectIdentifier(curve))));

    [Fact]
    public void WeaknessOf_EcKeyWithoutCurve_CannotBeRead() => AssertWeakness("can't be read", KeyOf(EllipticCurve, null));

    [Theory]
    [InlineData(2048, 65537, null)]
    [InlineData(2048, 3, null)]
    [InlineData(8192, 65537, null)]
    [InlineData(2047, 65537, "an RSA key of 2047 bits only")]
    [InlineData(2048, 2, "exponent is 1")]
    [InlineData(2048, 1, "exponent is 1")]
    public void WeaknessOf_RsaKey_NamedBelowItsBounds(int bits, int exponent, string? expected)
    {
        var numbers = Der(w =>
        {
            using (w.PushSequence())
            {
                w.WriteInteger(BigInteger.One << (bits - 1));
                w.WriteInteger(exponent);
            }
        });
        AssertWeakness(expected, KeyOf(Rsa, null, numbers));
        AssertWeakness(expected, KeyOf("1.2.840.113549.1.1.10", null, numbers)); // for RSASSA-PSS only
    }

    [Fact]
    public void WeaknessOf_RsaKeyThatIsNone_CannotBeRead() => AssertWeakness("can't be read", KeyOf(Rsa, null, new byte[8]));

    [Theory]
    [InlineData("1.3.101.112", true)] // Ed25519
    [InlineData("1.3.101.113", true)] // Ed448
    [InlineData("2.16.840.1.101.3.4.3.17", true)] // ML-DSA-44
    [InlineData("2.16.840.1.101.3.4.3.18", true)]
    [InlineData("2.16.840.1.101.3.4.3.19", true)]
    [InlineData("1.3.101.110", false)] // X25519 does not sign
    [InlineData("2.16.840.1.101.3.4.3.20", false)] // SLH-DSA
    public void WeaknessOf_ModernKeyAndSignature_NamedUnlessAccepted(string oid, bool accepted)
    {
        AssertWeakness(accepted ? null : $"a key of a kind that is not accepted ({oid})", KeyOf(oid, null));
        AssertWeakness(accepted ? null : $"another algorithm that is not accepted ({oid})", StrongKey, Algorithm(oid));
    }

    [Theory]
    [InlineData(RsaWithSha256, true)]
    [InlineData("1.2.840.113549.1.1.12", true)] // RSA with SHA-384
    [InlineData("1.2.840.113549.1.1.13", true)]
    [InlineData("1.2.840.10045.4.3.2", true)] // ECDSA with SHA-256
    [InlineData("1.2.840.10045.4.3.3", true)]
    [InlineData("1.2.840.10045.4.3.4", true)]
    [InlineData("2.16.840.1.101.3.4.3.10", true)] // ECDSA with SHA3-256
    [InlineData("2.16.840.1.101.3.4.3.11", true)]
    [InlineData("2.16.840.1.101.3.4.3.12", true)]
    [InlineData("2.16.840.1.101.3.4.3.14", true)] // RSA with SHA3-256
    [InlineData("2.16.840.1.101.3.4.3.15", true)]
    [InlineData("2.16.840.1.101.3.4.3.16", true)]
    [InlineData("1.2.840.113549.1.1.14", false)] // RSA with SHA-224
    [InlineData("1.2.840.113549.1.1.5", false)] // RSA with SHA-1
    [InlineData("1.2.840.113549.1.1.4", false)] // RSA with MD5
    [InlineData("1.2.840.10045.4.1", false)] // ECDSA with SHA-1
    [InlineData("1.2.840.10045.4.3.1", false)] // ECDSA with SHA-224
    [InlineData("2.16.840.1.101.3.4.3.9", false)] // ECDSA with SHA3-224
    [InlineData("2.16.840.1.101.3.4.3.13", false)] // RSA with SHA3-224
    public void WeaknessOf_Signature_NamedUnlessStrong(string oid, bool strong) =>
        AssertWeakness(
            strong ? null : $"is signed with SHA-1, MD5 or another algorithm that is not accepted ({oid})", StrongKey, Algorithm(oid));

    // RFC 4055 3.1: a hash, and a mask that is made by a hash too.
    [Theory]
    [InlineData(Sha256, Mgf1, Sha256, true)]
    [InlineData("2.16.840.1.101.3.4.2.2", Mgf1, "2.16.840.1.101.3.4.2.2", true)] // SHA-384
    [InlineData("2.16.840.1.101.3.4.2.3", Mgf1, "2.16.840.1.101.3.4.2.3", true)]
    [InlineData("2.16.840.1.101.3.4.2.8", Mgf1, "2.16.840.1.101.3.4.2.8", true)] // SHA3-256
    [InlineData("2.16.840.1.101.3.4.2.9", Mgf1, "2.16.840.1.101.3.4.2.9", true)]
    [InlineData("2.16.840.1.101.3.4.2.10", Mgf1, "2.16.840.1.101.3.4.2.10", true)]
    [InlineData("2.16.840.1.101.3.4.2.4", Mgf1, Sha256, false)] // SHA-224
    [InlineData("1.3.14.3.2.26", Mgf1, Sha256, false)] // SHA-1
    [InlineData(Sha256, Mgf1, "1.3.14.3.2.26", false)]
    [InlineData(Sha256, "1.2.3.4", Sha256, false)]
    [InlineData(null, Mgf1, Sha256, false)]
    [InlineData(Sha256, null, null, false)]
    [InlineData(null, null, null, false)]
    public void WeaknessOf_PssSignature_NamedUnlessBothHashesAreStrong(string? hash, string? generator, string? mask, bool strong) =>
        AssertWeakness(strong ? null : "is signed by RSASSA-PSS with SHA-1 or another weak hash", StrongKey, Der(w =>
        {
            using (w.PushSequence())
            {
                w.WriteObjectIdentifier("1.2.840.113549.1.1.10");
                using (w.PushSequence())
                {
                    Tagged(w, 0, hash is null ? null : Algorithm(hash));
                    Tagged(w, 1, generator is null ? null : Algorithm(generator, Algorithm(mask!)));
                }
            }
        }));

    [Fact]
    public void WeaknessOf_PssSignatureWithoutParameters_IsByItsDefaultsWhichAreWeak() =>
        AssertWeakness("is signed by RSASSA-PSS", StrongKey, Algorithm("1.2.840.113549.1.1.10"));

    private static PublicKey StrongKey => KeyOf(EllipticCurve, Der(w => w.WriteObjectIdentifier("1.2.840.10045.3.1.7")));

    private static void AssertWeakness(string? expected, PublicKey key, byte[]? signature = null)
    {
        var request = new CertificateRequest(new X500DistinguishedName("CN=x"), key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.Create(
            new X500DistinguishedName("CN=y"), new Naming(signature ?? Algorithm(RsaWithSha256)), now, now.AddDays(1), new byte[] { 1 });
        var weakness = CertificateStrength.WeaknessOf(certificate);
        if (expected is null)
        {
            Assert.Null(weakness);
        }
        else
        {
            Assert.Contains(expected, weakness, StringComparison.Ordinal);
        }
    }

    private static PublicKey KeyOf(string oid, byte[]? parameters, byte[]? value = null) =>
        new(new Oid(oid), parameters is null ? null : new AsnEncodedData(parameters), new AsnEncodedData(value ?? new byte[32]));

    private static byte[] Algorithm(string oid, byte[]? parameters = null) => Der(w =>
    {
        using (w.PushSequence())
        {
            w.WriteObjectIdentifier(oid);
            if (parameters is not null)
            {
                w.WriteEncodedValue(parameters);
            }
        }
    });

    private static void Tagged(AsnWriter writer, int number, byte[]? value)
    {
        if (value is not null)
        {
            using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, number)))
            {
                writer.WriteEncodedValue(value);
            }
        }
    }

    private static byte[] Der(Action<AsnWriter> write)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        write(writer);
        return writer.Encode();
    }

    /// <summary>Names an algorithm, and signs nothing.</summary>
    private sealed class Naming(byte[] algorithm) : X509SignatureGenerator
    {
        public override byte[] GetSignatureAlgorithmIdentifier(HashAlgorithmName hashAlgorithm) => algorithm;

        public override byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm) => new byte[64];

        protected override PublicKey BuildPublicKey() => throw new NotSupportedException();
    }
}
