using System.Xml.Schema;

namespace Uhit.Contracts.Messages;

/// <summary>The facets of a simple type and of those that it restricts, the nearest of each kind; patterns of all.</summary>
internal sealed class Facets
{
    public Facets(XmlSchemaType? type)
    {
        for (var at = type; at is not null; at = at.BaseXmlSchemaType)
        {
            var facets = at switch
            {
                XmlSchemaSimpleType { Content: XmlSchemaSimpleTypeRestriction restriction } => restriction.Facets,
                XmlSchemaComplexType { ContentModel.Content: XmlSchemaSimpleContentRestriction restriction } => restriction.Facets,
                _ => [],
            };
            Add(facets.OfType<XmlSchemaFacet>().ToList());
        }
    }

    public List<(string Value, string? Documentation)> Codes { get; } = [];

    /// <summary>From the nearest type on; of those of one type any may match.</summary>
    public List<IReadOnlyList<string>> Patterns { get; } = [];

    public string? Length { get; private set; }

    public string? MinLength { get; private set; }

    public string? MaxLength { get; private set; }

    public string? MinInclusive { get; private set; }

    public string? MaxInclusive { get; private set; }

    public string? MinExclusive { get; private set; }

    public string? MaxExclusive { get; private set; }

    public string? TotalDigits { get; private set; }

    public string? FractionDigits { get; private set; }

    private void Add(List<XmlSchemaFacet> facets)
    {
        if (Codes.Count == 0)
        {
            Codes.AddRange(
                facets.OfType<XmlSchemaEnumerationFacet>().Select(f => (f.Value ?? string.Empty, Documentation.Of(f))));
        }

        var patterns = facets.OfType<XmlSchemaPatternFacet>().Select(f => f.Value).OfType<string>().ToList();
        if (patterns.Count > 0)
        {
            Patterns.Add(patterns);
        }

        Length ??= Find<XmlSchemaLengthFacet>(facets);
        MinLength ??= Find<XmlSchemaMinLengthFacet>(facets);
        MaxLength ??= Find<XmlSchemaMaxLengthFacet>(facets);
        MinInclusive ??= Find<XmlSchemaMinInclusiveFacet>(facets);
        MaxInclusive ??= Find<XmlSchemaMaxInclusiveFacet>(facets);
        MinExclusive ??= Find<XmlSchemaMinExclusiveFacet>(facets);
        MaxExclusive ??= Find<XmlSchemaMaxExclusiveFacet>(facets);
        TotalDigits ??= Find<XmlSchemaTotalDigitsFacet>(facets);
        FractionDigits ??= Find<XmlSchemaFractionDigitsFacet>(facets);
    }

    private static string? Find<T>(List<XmlSchemaFacet> facets)
        where T : XmlSchemaFacet => facets.OfType<T>().FirstOrDefault()?.Value;
}
