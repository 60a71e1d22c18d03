using System.Globalization;
using System.Xml.Schema;

namespace Uhit.Client.Wire.Mapping.Writing.Schemas;

/// <summary>What a schema lets a value be, in words.</summary>
internal static class FacetWords
{
    private const int MostCodes = 12;

    /// <summary>The words; the name of the built-in type where nothing is restricted.</summary>
    public static string Of(XmlSchemaType? type)
    {
        var facets = All(type);
        var words = new List<string>();
        Length(facets, words);
        Codes(facets, words);
        Pattern(facets, words);
        Add<XmlSchemaMinInclusiveFacet>(facets, "from ", words);
        Add<XmlSchemaMinExclusiveFacet>(facets, "more than ", words);
        Add<XmlSchemaMaxInclusiveFacet>(facets, "up to ", words);
        Add<XmlSchemaMaxExclusiveFacet>(facets, "less than ", words);
        Add<XmlSchemaTotalDigitsFacet>(facets, "digits at most: ", words);
        Add<XmlSchemaFractionDigitsFacet>(facets, "digits behind the point at most: ", words);
        return words.Count > 0 ? string.Join(", ", words) : BuiltIn(type);
    }

    /// <summary>How many characters a value has at most; <see langword="null"/> where nothing says so.</summary>
    public static int? MostLengthOf(XmlSchemaType? type)
    {
        var facets = All(type);
        return int.TryParse(
            First<XmlSchemaMaxLengthFacet>(facets) ?? First<XmlSchemaLengthFacet>(facets),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var most)
            ? most
            : null;
    }

    /// <summary>The values that there are; <see langword="null"/> where any may be.</summary>
    public static IReadOnlyList<string>? CodesOf(XmlSchemaType? type)
    {
        for (var at = type; at is not null; at = at.BaseXmlSchemaType)
        {
            if (Own(at).OfType<XmlSchemaEnumerationFacet>().Select(facet => facet.Value).OfType<string>().ToList() is { Count: > 0 } codes)
            {
                return codes;
            }

            if (at is XmlSchemaSimpleType { Content: XmlSchemaSimpleTypeUnion union })
            {
                var members = (union.BaseMemberTypes ?? []).Select(CodesOf).ToList();
                return members.Count == 0 || members.Contains(null) ? null : [.. members.SelectMany(codes => codes!)];
            }
        }

        return null;
    }

    private static void Length(List<XmlSchemaFacet> facets, List<string> words)
    {
        if (First<XmlSchemaLengthFacet>(facets) is { } length)
        {
            words.Add($"{length} characters");
            return;
        }

        if ((First<XmlSchemaMinLengthFacet>(facets), First<XmlSchemaMaxLengthFacet>(facets)) is var (least, most)
            && (least ?? most) is not null)
        {
            words.Add(least is null ? $"at most {most} characters"
                : most is null ? $"at least {least} characters"
                : $"{least} to {most} characters");
        }
    }

    private static void Codes(List<XmlSchemaFacet> facets, List<string> words)
    {
        var codes = facets.OfType<XmlSchemaEnumerationFacet>().Select(facet => facet.Value).ToList();
        if (codes.Count > 0)
        {
            words.Add("one of " + string.Join(", ", codes.Take(MostCodes))
                + (codes.Count > MostCodes ? $" and {codes.Count - MostCodes} more" : string.Empty));
        }
    }

    private static void Pattern(List<XmlSchemaFacet> facets, List<string> words) =>
        words.AddRange(facets.OfType<XmlSchemaPatternFacet>().Select(facet => $"as the pattern {facet.Value}"));

    private static void Add<TFacet>(List<XmlSchemaFacet> facets, string before, List<string> words)
        where TFacet : XmlSchemaFacet
    {
        if (First<TFacet>(facets) is { } value)
        {
            words.Add(before + value);
        }
    }

    private static string? First<TFacet>(List<XmlSchemaFacet> facets)
        where TFacet : XmlSchemaFacet => facets.OfType<TFacet>().FirstOrDefault()?.Value;

    private static List<XmlSchemaFacet> All(XmlSchemaType? type)
    {
        var all = new List<XmlSchemaFacet>();
        for (var at = type; at is not null; at = at.BaseXmlSchemaType)
        {
            // Codes of a type replace those of the type that it restricts.
            all.AddRange(all.Exists(facet => facet is XmlSchemaEnumerationFacet)
                ? Own(at).Where(facet => facet is not XmlSchemaEnumerationFacet)
                : Own(at));
        }

        return all;
    }

    private static IEnumerable<XmlSchemaFacet> Own(XmlSchemaType type) => (type switch
    {
        XmlSchemaSimpleType { Content: XmlSchemaSimpleTypeRestriction restriction } => restriction.Facets,
        XmlSchemaComplexType { ContentModel.Content: XmlSchemaSimpleContentRestriction restriction } => restriction.Facets,
        _ => [],
    }).OfType<XmlSchemaFacet>();

    private static string BuiltIn(XmlSchemaType? type)
    {
        for (var at = type; at is not null; at = at.BaseXmlSchemaType)
        {
            if (at.QualifiedName.Namespace == XmlSchema.Namespace)
            {
                return "an xs:" + at.QualifiedName.Name;
            }
        }

        return "another value";
    }
}
