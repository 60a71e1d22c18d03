using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace Uhit.Client.Certificates;

/// <summary>A Distinguished Name that is compared by its parts and never as text, so that no trick of
/// commas, order or encoding makes two names equal.</summary>
/// <remarks>
/// <para>CNP registers a caller by the Distinguished Name of its certificate (guide 2.2.1), and we do the same with CNP. Two names are
/// equal when they have the same number of parts in the same order, each part has the same set of attributes, and each value is the same
/// after RFC 5280 section 7.1: case and repeated spaces do not count, nor does the text type (PrintableString, UTF8String, IA5String).
/// Unicode is not normalised, and no letter outside ASCII counts as one of ASCII.</para>
/// <para>Refused as a name: characters that are not seen, such as NUL or a mark of direction; two common names; outdated text types; an
/// empty value; more than 64 attributes or 8 KiB. Immutable, safe for any thread.</para>
/// </remarks>
internal sealed class DistinguishedName : IEquatable<DistinguishedName>
{
    private const int MaxAttributes = 64;
    private const int MaxLength = 8192;

    // In the order of the certificate, which is the reverse of RFC 4514 text.
    private readonly ImmutableArray<ImmutableArray<NameAttribute>> _parts;

    internal DistinguishedName(IEnumerable<IEnumerable<NameAttribute>> parts)
    {
        _parts = [.. parts.Select(p => p.ToImmutableArray())];
        if (_parts.IsEmpty)
        {
            throw new FormatException("The name is empty.");
        }

        if (_parts.Sum(p => p.Length) > MaxAttributes)
        {
            throw TooLong();
        }

        if (_parts.Any(p => p.Distinct().Count() != p.Length))
        {
            throw new FormatException("A part of the name has the same attribute twice.");
        }

        if (_parts.SelectMany(p => p).Count(a => a.Oid == AttributeTypes.CommonName) > 1)
        {
            throw new FormatException("The name has more than one common name (CN).");
        }
    }

    /// <summary>Reads the text of a name: RFC 4514 (<c>CN=api.example.com,O=Example\, Inc.,C=US</c>) or OpenSSL's one line
    /// (<c>/C=US/O=Example/CN=api.example.com</c>).</summary>
    /// <remarks>RFC 4514 text begins with the common name. <c>openssl x509 -subject</c> prints the other
    /// way round; add <c>-nameopt RFC2253</c>.</remarks>
    /// <exception cref="FormatException">The text is not a name, or is one that is refused.</exception>
    public static DistinguishedName Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > MaxLength)
        {
            throw TooLong();
        }

        // A space at the end may be an escaped one; the parsers know.
        var trimmed = text.Trim('\r', '\n', '\t').TrimStart(' ');
        if (trimmed.StartsWith("subject=", StringComparison.OrdinalIgnoreCase))
        {
            trimmed = trimmed["subject=".Length..].TrimStart();
        }

        return trimmed.StartsWith('/') ? OneLineNameParser.Parse(trimmed) : Rfc4514Parser.Parse(trimmed);
    }

    /// <summary>Reads the text of a name without throwing.</summary>
    /// <returns>False when <see cref="Parse"/> would throw.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out DistinguishedName? name)
    {
        try
        {
            name = text is null ? null : Parse(text);
        }
        catch (FormatException)
        {
            name = null;
        }

        return name is not null;
    }

    /// <summary>Reads a name from the DER bytes of a certificate's subject.</summary>
    /// <exception cref="FormatException">The bytes are not a name, or are one that is refused.</exception>
    public static DistinguishedName FromDer(ReadOnlyMemory<byte> der)
    {
        if (der.Length > MaxLength)
        {
            throw TooLong();
        }

        try
        {
            var outer = new AsnReader(der, AsnEncodingRules.DER);
            var sequence = outer.ReadSequence();
            outer.ThrowIfNotEmpty();
            var parts = new List<List<NameAttribute>>();
            while (sequence.HasData)
            {
                // A set out of DER's order is still the same set.
                var set = sequence.ReadSetOf(skipSortOrderValidation: true);
                var part = new List<NameAttribute>();
                while (set.HasData)
                {
                    var pair = set.ReadSequence();
                    var oid = pair.ReadObjectIdentifier();
                    part.Add(NameAttribute.FromDer(oid, pair.ReadEncodedValue()));
                    pair.ThrowIfNotEmpty();
                }

                if (part.Count == 0)
                {
                    throw new FormatException("A part of the name is empty.");
                }

                parts.Add(part);
            }

            return new DistinguishedName(parts);
        }
        catch (AsnContentException e)
        {
            throw new FormatException("The name is not valid DER.", e);
        }
    }

    /// <summary>The subject of a certificate.</summary>
    /// <exception cref="FormatException">The subject is one that is refused.</exception>
    public static DistinguishedName OfSubject(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return FromDer(certificate.SubjectName.RawData);
    }

    /// <summary>The DER bytes of the name, for use in a certificate request.</summary>
    /// <remarks>Country is written as PrintableString, e-mail and domain components as IA5String, all else as UTF8String.</remarks>
    public byte[] ToDer()
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            foreach (var part in _parts)
            {
                using (writer.PushSetOf())
                {
                    foreach (var attribute in part)
                    {
                        using (writer.PushSequence())
                        {
                            writer.WriteObjectIdentifier(attribute.Oid);
                            attribute.WriteTo(writer);
                        }
                    }
                }
            }
        }

        return writer.Encode();
    }

    /// <summary>Whether the other name is this one with its parts in reverse order: the usual mistake
    /// when a name is copied from another tool.</summary>
    public bool IsReverseOf(DistinguishedName other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return _parts.Length > 1 && Reversed().Equals(other);
    }

    /// <summary>Whether the text of the name begins with the country, domain or organization and ends with the common name: nearly always
    /// copied from a tool that writes it in the order of the certificate, and then equal to no name that a certificate has.</summary>
    internal bool IsWrittenFromTheRoot =>
        _parts.Length > 1
        && _parts[0].Any(a => a.Oid == AttributeTypes.CommonName)
        && _parts[^1].Any(a => AttributeTypes.IsAboveCommonName(a.Oid));

    /// <summary>The name with its parts in reverse order.</summary>
    internal DistinguishedName Reversed() => new(_parts.Reverse().Select(p => p.AsEnumerable()));

    /// <inheritdoc/>
    public bool Equals(DistinguishedName? other)
    {
        if (other is null || _parts.Length != other._parts.Length)
        {
            return false;
        }

        for (var i = 0; i < _parts.Length; i++)
        {
            if (_parts[i].Length != other._parts[i].Length || !_parts[i].ToHashSet().IsSupersetOf(other._parts[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DistinguishedName);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        _parts.Aggregate(_parts.Length, (hash, part) => HashCode.Combine(hash, part.Sum(a => (long)a.GetHashCode())));

    /// <summary>The canonical text, RFC 4514: the form to e-mail to CNP and to put into a setting.</summary>
    public override string ToString() =>
        string.Join(',', _parts.Reverse().Select(p => string.Join('+', p.Select(a => a.ToString()).Order(StringComparer.Ordinal))));

    /// <summary>Whether two names are equal.</summary>
    public static bool operator ==(DistinguishedName? left, DistinguishedName? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether two names differ.</summary>
    public static bool operator !=(DistinguishedName? left, DistinguishedName? right) => !(left == right);

    private static FormatException TooLong() => new("The name is longer than any honest one: more than 64 attributes or 8 KiB.");
}
