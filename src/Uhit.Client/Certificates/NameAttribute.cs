using System.Formats.Asn1;
using System.Text;

namespace Uhit.Client.Certificates;

/// <summary>One attribute of a name: its type and its value, either text or, for types that are not text, the DER bytes in hex.</summary>
internal sealed class NameAttribute : IEquatable<NameAttribute>
{
    private readonly string _key;

    public NameAttribute(string oid, string value)
    {
        if (DisplayText.HasHidden(value))
        {
            throw new FormatException(
                $"The value of {AttributeTypes.NameOf(oid)} contains a NUL, a line end, or another character that is not seen, which no "
                    + "honest name has.");
        }

        if (value.AsSpan().Trim(' ').IsEmpty)
        {
            throw new FormatException($"The value of {AttributeTypes.NameOf(oid)} is empty.");
        }

        Oid = oid;
        Text = value;
        _key = Fold(value);
    }

    private NameAttribute(string oid, byte[] der)
    {
        Oid = oid;
        Der = der;
        _key = "#" + Convert.ToHexString(der);
    }

    public string Oid { get; }

    /// <summary>The text, as it was written; null when the value is not of a text type.</summary>
    public string? Text { get; }

    public byte[]? Der { get; }

    /// <summary>Reads one DER value.</summary>
    public static NameAttribute FromDer(string oid, ReadOnlyMemory<byte> der)
    {
        try
        {
            var reader = new AsnReader(der, AsnEncodingRules.DER);
            var tag = reader.PeekTag();
            if (tag.TagClass == TagClass.Universal)
            {
                switch ((UniversalTagNumber)tag.TagValue)
                {
                    case UniversalTagNumber.UTF8String:
                    case UniversalTagNumber.PrintableString:
                    case UniversalTagNumber.IA5String:
                    case UniversalTagNumber.NumericString:
                        var text = reader.ReadCharacterString((UniversalTagNumber)tag.TagValue);
                        reader.ThrowIfNotEmpty();
                        return new NameAttribute(oid, text);
                    // Their characters have more than one reading (RFC 5280 4.1.2.4 forbids them for new
                    // names), so they are not compared at all.
                    case UniversalTagNumber.T61String:
                    case UniversalTagNumber.UniversalString:
                    case UniversalTagNumber.BMPString:
                        throw new FormatException(
                            $"The value of {AttributeTypes.NameOf(oid)} is of the outdated text type {(UniversalTagNumber)tag.TagValue}.");
                }
            }

            reader.ReadEncodedValue();
            reader.ThrowIfNotEmpty();
            return new NameAttribute(oid, der.ToArray());
        }
        catch (AsnContentException e)
        {
            throw new FormatException($"The value of {AttributeTypes.NameOf(oid)} is not valid DER.", e);
        }
    }

    public bool Equals(NameAttribute? other) =>
        other is not null
        && Oid == other.Oid
        && (Text is null) == (other.Text is null)
        && string.Equals(_key, other._key, StringComparison.Ordinal);

    public override bool Equals(object? obj) => Equals(obj as NameAttribute);

    public override int GetHashCode() => HashCode.Combine(Oid, _key);

    /// <summary>RFC 4514 text of the pair.</summary>
    public override string ToString() =>
        AttributeTypes.NameOf(Oid) + "=" + (Text is null ? "#" + Convert.ToHexStringLower(Der!) : Escape(Text));

    public void WriteTo(AsnWriter writer)
    {
        if (Der is not null)
        {
            writer.WriteEncodedValue(Der);
        }
        else if (Oid is AttributeTypes.Email or AttributeTypes.DomainComponent && Ascii.IsValid(Text))
        {
            writer.WriteCharacterString(UniversalTagNumber.IA5String, Text!);
        }
        else
        {
            writer.WriteCharacterString(
                Oid == AttributeTypes.Country && IsPrintable(Text!) ? UniversalTagNumber.PrintableString : UniversalTagNumber.UTF8String,
                Text!);
        }
    }

    private static bool IsPrintable(string text) =>
        text.All(c => char.IsAsciiLetterOrDigit(c) || " '()+,-./:=?".AsSpan().Contains(c));

    // RFC 5280 7.1: case does not count, nor do leading, trailing and repeated spaces. Unicode is not normalised, and only letters that are
    // each other's capital and small form are one: the platform's ToUpper makes an S of U+017F too. Both err on the side of refusing.
    private static string Fold(string value)
    {
        var folded = new StringBuilder();
        foreach (var c in value.AsSpan().Trim(' '))
        {
            if (c != ' ' || folded[^1] != ' ')
            {
                folded.Append(Fold(c));
            }
        }

        return folded.ToString();
    }

    private static char Fold(char c)
    {
        var upper = char.ToUpperInvariant(c);
        return char.IsAscii(c) || (!char.IsAscii(upper) && char.ToLowerInvariant(upper) == c) ? upper : c;
    }

    private static string Escape(string value)
    {
        var text = new StringBuilder();
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            var edgeSpace = c == ' ' && (i == 0 || i == value.Length - 1);
            if (edgeSpace || "\"+,;<>\\".AsSpan().Contains(c) || (c == '#' && i == 0))
            {
                text.Append('\\');
            }

            text.Append(c);
        }

        return text.ToString();
    }
}
