using System.Globalization;
using System.Xml.Schema;

namespace Uhit.Contracts.Planning;

/// <summary>Puts the facets of a restriction into a plan. What can't be checked is noted, and taken unchecked.</summary>
internal sealed class FacetPlanner(string component, Refusals refusals)
{
    /// <summary>The one pattern on xs:dateTime that has a meaning here: the offset must be written.</summary>
    private const string OffsetPattern = @".*(Z|[+\-][0-9]{2}:[0-9]{2})";

    public SimplePlan Restrict(SimplePlan plan, XmlSchemaSimpleTypeRestriction restriction)
    {
        var facets = restriction.Facets.Cast<XmlSchemaFacet>().ToList();
        // Patterns of one step are alternatives; those of different steps must all match.
        plan = WithPatterns(plan, facets.OfType<XmlSchemaPatternFacet>().ToList());
        foreach (var facet in facets.Where(facet => facet is not (XmlSchemaPatternFacet or XmlSchemaEnumerationFacet)))
        {
            plan = With(plan, facet, facet.Value ?? string.Empty);
        }

        var values = facets.OfType<XmlSchemaEnumerationFacet>().ToList();
        return values.Count == 0 ? plan : WithValues(plan, values);
    }

    /// <summary>What is settled when all steps are known.</summary>
    public SimplePlan Close(SimplePlan plan, XmlSchemaSimpleType type)
    {
        if (plan.Kind != SimpleKind.Enumeration)
        {
            return plan;
        }

        // A value of a closed list was judged by its author: other facets say nothing more.
        var names = new NameTable([]);
        var values = plan.Values.Select(value => value with { Name = names.Take(value.Name) }).ToList();
        if (values.Count == 0)
        {
            Note(type, "its list of values is empty: no value is allowed");
        }

        return plan with { Values = values, Patterns = [], MinLength = null, MaxLength = null, Form = null };
    }

    private SimplePlan With(SimplePlan plan, XmlSchemaFacet facet, string value)
    {
        switch (facet)
        {
            case XmlSchemaWhiteSpaceFacet when plan.IsText || plan.Kind == SimpleKind.Enumeration:
                var space = value == "collapse" ? SimpleKind.Token : value == "replace" ? SimpleKind.Normalized : SimpleKind.Preserved;
                return plan with { Kind = plan.IsText ? space : plan.Kind, Space = space };
            case XmlSchemaWhiteSpaceFacet:
                return plan;
            case XmlSchemaLengthFacet when HasLength(plan):
                return plan with { MinLength = Number(value), MaxLength = Number(value) };
            case XmlSchemaMinLengthFacet when HasLength(plan):
                return plan with { MinLength = Number(value) };
            case XmlSchemaMaxLengthFacet when HasLength(plan):
                return plan with { MaxLength = Number(value) };
            case XmlSchemaTotalDigitsFacet when plan.IsWhole || plan.Kind == SimpleKind.Decimal:
                return plan with { TotalDigits = Number(value) };
            case XmlSchemaFractionDigitsFacet when plan.IsWhole:
                return plan;
            case XmlSchemaFractionDigitsFacet when plan.Kind == SimpleKind.Decimal:
                return plan with { FractionDigits = Number(value) };
            case XmlSchemaMinInclusiveFacet or XmlSchemaMaxInclusiveFacet or XmlSchemaMinExclusiveFacet or XmlSchemaMaxExclusiveFacet
                when NumberLiteral.Bound(plan.Kind, facet, value) is { } bound:
                return plan with { Bounds = [.. plan.Bounds, bound] };
            default:
                Note(facet, $"{NameOf(facet)} is not checked");
                return plan;
        }
    }

    private SimplePlan WithPatterns(SimplePlan plan, List<XmlSchemaPatternFacet> facets)
    {
        if (facets.Count == 0)
        {
            return plan;
        }

        if (plan.Kind is SimpleKind.DateTime or SimpleKind.WireDateTime && facets.TrueForAll(facet => facet.Value == OffsetPattern))
        {
            return plan with { Kind = SimpleKind.DateTime, OffsetRequired = true };
        }

        if (plan.IsWhole)
        {
            // A number would lose the zeros before it, and what is written could not follow the pattern.
            plan = new SimplePlan(SimpleKind.Token) { Name = plan.Name, XmlName = plan.XmlName, Types = plan.Types, Form = "Integer" };
            Note(facets[0], "it is kept as text, because its pattern says how the digits are written");
        }

        if (!plan.IsText && plan.Kind is not (SimpleKind.Enumeration or SimpleKind.Decimal or SimpleKind.Date))
        {
            Note(facets[0], "xs:pattern is not checked");
            return plan;
        }

        var patterns = new List<string>();
        foreach (var facet in facets)
        {
            if (PatternTranslator.Translate(facet.Value ?? string.Empty, out var unsupported) is { } translated)
            {
                patterns.Add(translated);
                continue;
            }

            // The one that is not known may be the one that matches.
            Note(facet, $"xs:pattern is not checked: {unsupported}");
            return plan;
        }

        return plan with { Patterns = [.. plan.Patterns, $@"\A(?:{string.Join('|', patterns)})\z"] };
    }

    private SimplePlan WithValues(SimplePlan plan, List<XmlSchemaEnumerationFacet> facets)
    {
        var texts = facets.ConvertAll(facet => facet.Value ?? string.Empty);
        if (plan.IsText || plan.Kind == SimpleKind.Enumeration)
        {
            if (plan.Space == SimpleKind.Token)
            {
                texts =
                    texts.ConvertAll(text => string.Join(' ', text.Split([' ', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)));
            }

            return plan with
            {
                Kind = SimpleKind.Enumeration,
                Members = [],
                Values = texts.Distinct(StringComparer.Ordinal)
                    .Select(text => new SimplePlan.Value(text, CSharpNames.Value(text))).ToList(),
            };
        }

        var literals = texts.ConvertAll(text => NumberLiteral.Of(plan.Kind, text));
        if (plan.IsNumber && !literals.Contains(null))
        {
            return plan with { Bounds = [.. plan.Bounds, $"({string.Join(" or ", literals.Distinct(StringComparer.Ordinal))})"] };
        }

        Note(facets[0], "xs:enumeration is not checked");
        return plan;
    }

    private static bool HasLength(SimplePlan plan) =>
        plan.IsText || plan.IsBinary || plan.Kind is SimpleKind.List or SimpleKind.Enumeration;

    private static int Number(string value) => int.TryParse(value, CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue;

    private static string NameOf(XmlSchemaFacet facet)
    {
        var name = facet.GetType().Name["XmlSchema".Length..^"Facet".Length];
        return "xs:" + char.ToLowerInvariant(name[0]) + name[1..];
    }

    private void Note(XmlSchemaObject at, string text) => refusals.Note(at, component, text);
}
