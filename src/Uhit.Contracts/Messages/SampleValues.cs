using System.Globalization;
using System.Numerics;
using System.Xml;
using System.Xml.Schema;

namespace Uhit.Contracts.Messages;

/// <summary>Finds a value that a simple type takes: candidates in order, and the schema judges them.</summary>
internal static class SampleValues
{
    private static readonly string[] Plain =
    [
        "text", "1", "0", "1.0", "true", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00-06:00", "2026-01-01T00:00:00", "2026-01-01",
        "00:00:00", "P1D", "PT15M", "2026-01", "2026", "--01-01", "---01", "--01", "AAAA", "00", "urn:sample", "en", "A", "a", "", " ",
    ];

    /// <summary>The first candidate that the type takes; where none is, the first of all, which is
    /// told by nobody: the user replaces it.</summary>
    public static string Of(XmlSchemaType type, Facets facets, ref int ids)
    {
        if (type.TypeCode == XmlTypeCode.Id)
        {
            return $"id{++ids}";
        }

        foreach (var candidate in Candidates(type, facets, ids))
        {
            if (Takes(type, candidate))
            {
                return candidate;
            }
        }

        return Plain[0];
    }

    public static bool Takes(XmlSchemaType type, string value)
    {
        try
        {
            var names = new NameTable();
            _ = type.Datatype?.ParseValue(value, names, new XmlNamespaceManager(names));
            return true;
        }
        catch (Exception exception) when (exception is XmlSchemaException or FormatException or OverflowException or ArgumentException)
        {
            return false;
        }
    }

    private static IEnumerable<string> Candidates(XmlSchemaType type, Facets facets, int ids)
    {
        foreach (var code in facets.Codes)
        {
            yield return code.Value;
        }

        foreach (var member in Members(type))
        {
            foreach (var candidate in Candidates(member, new Facets(member), ids))
            {
                yield return candidate;
            }
        }

        var texts = facets.Patterns.SelectMany(p => p)
            .SelectMany(p => PatternSamples.Of(p))
            .Concat(ByType(type))
            .Concat(Plain)
            .Concat(Bounds(facets)).ToList();
        foreach (var text in texts)
        {
            yield return text;
        }

        // As long as it has to be.
        foreach (var length in Lengths(facets))
        {
            foreach (var text in texts.Where(t => t.Length > 0))
            {
                yield return text.Length >= length
                    ? text[..length]
                    : string.Concat(Enumerable.Repeat(text, (length / text.Length) + 1))[..length];
            }

            yield return new string('0', length * 2);
            yield return Convert.ToBase64String(new byte[length]);
            foreach (var item in Members(type))
            {
                yield return string.Join(
                    ' ', Enumerable.Repeat(Candidates(item, new Facets(item), ids).First(c => Takes(item, c)), length));
            }
        }
    }

    private static XmlSchemaSimpleType[] Members(XmlSchemaType type)
    {
        for (var at = type; at is not null; at = at.BaseXmlSchemaType)
        {
            if (at is XmlSchemaSimpleType { Content: XmlSchemaSimpleTypeUnion union })
            {
                return union.BaseMemberTypes!;
            }

            if (at is XmlSchemaSimpleType { Content: XmlSchemaSimpleTypeList list })
            {
                return [list.BaseItemType!];
            }
        }

        return [];
    }

    private static string[] ByType(XmlSchemaType type) => type.TypeCode switch
    {
        XmlTypeCode.Boolean => ["true"],
        XmlTypeCode.DateTime => ["2026-01-01T00:00:00Z"],
        XmlTypeCode.Date => ["2026-01-01"],
        XmlTypeCode.GYear => ["2026"],
        XmlTypeCode.Base64Binary => ["AAAA"],
        XmlTypeCode.HexBinary => ["00"],
        XmlTypeCode.Decimal or XmlTypeCode.Float or XmlTypeCode.Double => ["1.0", "1"],
        XmlTypeCode.AnyUri => ["urn:sample"],
        XmlTypeCode.Language => ["en"],
        _ => [],
    };

    private static IEnumerable<string> Bounds(Facets facets)
    {
        foreach (var bound in (string?[])[facets.MinInclusive, facets.MaxInclusive])
        {
            if (bound is not null)
            {
                yield return bound;
            }
        }

        foreach (var (bound, step) in new[] { (facets.MinExclusive, 1), (facets.MaxExclusive, -1) })
        {
            if (BigInteger.TryParse(bound, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            {
                yield return (whole + step).ToString(CultureInfo.InvariantCulture);
            }

            if (decimal.TryParse(bound, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) < 1e20m)
            {
                yield return (number + (step * 0.1m)).ToString(CultureInfo.InvariantCulture);
                yield return (number + (step * 0.001m)).ToString(CultureInfo.InvariantCulture);
            }
        }
    }

    private static IEnumerable<int> Lengths(Facets facets)
    {
        foreach (var text in (string?[])[facets.Length, facets.MinLength, facets.MaxLength])
        {
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length) && length is > 0 and <= 10_000)
            {
                yield return length;
            }
        }
    }
}
