using System.Formats.Asn1;

namespace Uhit.Client.Certificates;

/// <summary>What a file that is no PEM holds, by its first elements.</summary>
internal enum DerForm
{
    Unknown,
    Certificate,
    Pkcs12,
    Pkcs7,
    Key,
    EncryptedKey,
    RsaKey,
    EcKey,
    CutOff,
}

/// <summary>Tells by its first elements what a binary file holds.</summary>
internal static class DerForms
{
    public static DerForm Of(byte[] bytes)
    {
        if (bytes is not [0x30, ..])
        {
            return DerForm.Unknown;
        }

        AsnReader content;
        try
        {
            content = new AsnReader(bytes, AsnEncodingRules.BER).ReadSequence();
        }
        catch (AsnContentException)
        {
            return DerForm.CutOff;
        }

        try
        {
            return OfContent(content);
        }
        catch (AsnContentException)
        {
            return DerForm.Unknown;
        }
    }

    private static DerForm OfContent(AsnReader content)
    {
        var first = content.PeekTag();
        if (first.HasSameClassAndValue(Asn1Tag.ObjectIdentifier))
        {
            return content.ReadObjectIdentifier() == "1.2.840.113549.1.7.2" ? DerForm.Pkcs7 : DerForm.Unknown;
        }

        if (first.HasSameClassAndValue(Asn1Tag.Sequence))
        {
            return content.ReadSequence().PeekTag().HasSameClassAndValue(Asn1Tag.ObjectIdentifier)
                ? DerForm.EncryptedKey
                : DerForm.Certificate;
        }

        if (!first.HasSameClassAndValue(Asn1Tag.Integer))
        {
            return DerForm.Unknown;
        }

        var version = content.ReadInteger();
        var next = content.PeekTag();
        if (next.HasSameClassAndValue(Asn1Tag.Integer))
        {
            return DerForm.RsaKey;
        }

        if (next.HasSameClassAndValue(Asn1Tag.PrimitiveOctetString))
        {
            return DerForm.EcKey;
        }

        return !next.HasSameClassAndValue(Asn1Tag.Sequence) ? DerForm.Unknown : version == 3 ? DerForm.Pkcs12 : DerForm.Key;
    }
}
