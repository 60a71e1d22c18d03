using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Uhit.Client.Tests.Certificates;

/// <summary>Signs certificates as no CA should: by algorithms that the platform does not offer for it.</summary>
internal sealed class OddSignature(RSA key, byte[] algorithm, HashAlgorithmName hash, RSASignaturePadding padding) : X509SignatureGenerator
{
    private const string Pss = "1.2.840.113549.1.1.10";
    private const string Mgf1 = "1.2.840.113549.1.1.8";
    private const string Sha1 = "1.3.14.3.2.26";
    private const string Sha256 = "2.16.840.1.101.3.4.2.1";

    public static OddSignature RsaSha1(RSA key) =>
        new(key, Algorithm("1.2.840.113549.1.1.5"), HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1);

    public static OddSignature RsaMd5(RSA key) =>
        new(key, Algorithm("1.2.840.113549.1.1.4"), HashAlgorithmName.MD5, RSASignaturePadding.Pkcs1);

    public static OddSignature RsaSha256(RSA key) =>
        new(key, Algorithm("1.2.840.113549.1.1.11"), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    public static OddSignature PssSha256(RSA key) =>
        new(key, PssAlgorithm(Sha256, Sha256, 32), HashAlgorithmName.SHA256, RSASignaturePadding.Pss);

    /// <summary>The hash is not in the OID but in the parameters, and is left out: SHA-1.</summary>
    public static OddSignature PssDefault(RSA key) =>
        new(key, PssAlgorithm(null, null, 20), HashAlgorithmName.SHA1, RSASignaturePadding.Pss);

    public static OddSignature PssSha1(RSA key) => new(key, PssAlgorithm(Sha1, Sha1, 20), HashAlgorithmName.SHA1, RSASignaturePadding.Pss);

    /// <summary>A good hash with a weak mask; the platform can't make such a signature, so this one does not hold.</summary>
    public static OddSignature PssWeakMask(RSA key) =>
        new(key, PssAlgorithm(Sha256, null, 32), HashAlgorithmName.SHA256, RSASignaturePadding.Pss);

    public static OddSignature PssMaskBySha1(RSA key) =>
        new(key, PssAlgorithm(Sha256, Sha1, 32), HashAlgorithmName.SHA256, RSASignaturePadding.Pss);

    public override byte[] GetSignatureAlgorithmIdentifier(HashAlgorithmName hashAlgorithm) => algorithm;

    public override byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm) => key.SignData(data, hash, padding);

    protected override PublicKey BuildPublicKey() => new(key);

    private static byte[] Algorithm(string oid)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(oid);
            writer.WriteNull();
        }

        return writer.Encode();
    }

    private static byte[] PssAlgorithm(string? hash, string? mask, int salt)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(Pss);
            using (writer.PushSequence())
            {
                if (hash is not null)
                {
                    using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
                    {
                        writer.WriteEncodedValue(Algorithm(hash));
                    }
                }

                if (mask is not null)
                {
                    using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 1)))
                    using (writer.PushSequence())
                    {
                        writer.WriteObjectIdentifier(Mgf1);
                        writer.WriteEncodedValue(Algorithm(mask));
                    }
                }

                if (salt != 20)
                {
                    using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 2)))
                    {
                        writer.WriteInteger(salt);
                    }
                }
            }
        }

        return writer.Encode();
    }
}
