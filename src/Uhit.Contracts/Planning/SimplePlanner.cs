using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Schema;

namespace Uhit.Contracts.Planning;

/// <summary>Turns a simple type with all the types that it restricts into a plan.</summary>
internal sealed class SimplePlanner(Refusals refusals)
{
    /// <summary>The one pattern on xs:dateTime that has a meaning here: the offset must be written.</summary>
    private const string OffsetPattern = @".*(Z|[+\-][0-9]{2}:[0-9]{2})";

    public static SimplePlan? BuiltIn(XmlSchemaSimpleType type) => type.QualifiedName.Namespace != XmlSchema.Namespace ? null : type.QualifiedName.Name switch
    {
        "string" => new SimplePlan(SimpleKind.Preserved),
        "normalizedString" => new SimplePlan(SimpleKind.Normalized),
        "token" => new SimplePlan(SimpleKind.Token),
        "boolean" => new SimplePlan(SimpleKind.Boolean),
        "int" => new SimplePlan(SimpleKind.Int32),
        "decimal" => new SimplePlan(SimpleKind.Decimal),
        "date" => new SimplePlan(SimpleKind.Date),
        "dateTime" => new SimplePlan(SimpleKind.DateTime),
        _ => null,
    };

    public SimplePlan? Plan(XmlSchemaSimpleType type, string name, string component)
    {
        var steps = new Stack<XmlSchemaSimpleType>();
        var at = type;
        for (; at is not null && at.QualifiedName.Namespace != XmlSchema.Namespace; at = at.BaseXmlSchemaType as XmlSchemaSimpleType) steps.Push(at);
        var plan = at is null ? null : BuiltIn(at);
        if (plan is null)
        {
            Refuse(type, component, $"xs:{at?.QualifiedName.Name ?? "anySimpleType"} is not supported");
            return null;
        }
        plan = plan with { Name = name, XmlName = type.Name ?? name, Types = string.Join(' ', steps.Reverse().Select(step => step.Name).OfType<string>()) };
        foreach (var step in steps)
            if (step.Content is XmlSchemaSimpleTypeRestriction restriction)
                plan = Restrict(plan, restriction, component);
        if (plan.Kind == SimpleKind.Enumeration && (plan.MinLength ?? plan.MaxLength) is not null | plan.Patterns.Count > 0)
            Refuse(type, component, "xs:enumeration together with other facets is not supported");
        return plan;
    }

    private SimplePlan Restrict(SimplePlan plan, XmlSchemaSimpleTypeRestriction restriction, string component)
    {
        var patterns = new List<string>();
        var values = new List<string>();
        foreach (XmlSchemaFacet facet in restriction.Facets)
        {
            var value = facet.Value ?? string.Empty;
            switch (facet)
            {
                case XmlSchemaEnumerationFacet when plan.Kind is SimpleKind.Token or SimpleKind.Enumeration:
                    values.Add(string.Join(' ', value.Split([' ', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)));
                    break;
                case XmlSchemaPatternFacet when plan.Kind == SimpleKind.DateTime && value == OffsetPattern:
                    plan = plan with { OffsetRequired = true };
                    break;
                case XmlSchemaPatternFacet when plan.IsText || plan.Kind == SimpleKind.Enumeration:
                    patterns.Add(TranslatePattern(facet, value, component));
                    break;
                case XmlSchemaLengthFacet when plan.IsText:
                    plan = plan with { MinLength = Number(value), MaxLength = Number(value) };
                    break;
                case XmlSchemaMinLengthFacet when plan.IsText:
                    plan = plan with { MinLength = Number(value) };
                    break;
                case XmlSchemaMaxLengthFacet when plan.IsText:
                    plan = plan with { MaxLength = Number(value) };
                    break;
                case XmlSchemaMinInclusiveFacet or XmlSchemaMaxInclusiveFacet or XmlSchemaMinExclusiveFacet or XmlSchemaMaxExclusiveFacet
                    when plan.Kind is SimpleKind.Int32 or SimpleKind.Decimal:
                    plan = plan with { Bounds = [.. plan.Bounds, Bound(plan.Kind, facet, value)] };
                    break;
                default:
                    Refuse(facet, component, $"{FacetName(facet)} on {plan.Kind} is not supported");
                    break;
            }
        }
        // Patterns of one step are alternatives; those of different steps must all match.
        if (patterns.Count > 0) plan = plan with { Patterns = [.. plan.Patterns, $@"\A(?:{string.Join('|', patterns)})\z"] };
        if (values.Count > 0)
            plan = plan with { Kind = SimpleKind.Enumeration, Values = values.Select(v => new EnumerationValue(v, CSharpNames.Type(v))).ToList() };
        foreach (var twin in plan.Values.GroupBy(v => v.Name).Where(g => g.Count() > 1))
            Refuse(restriction, component, $"two values of the enumeration become the name {twin.Key}");
        return plan;
    }

    private string TranslatePattern(XmlSchemaFacet facet, string pattern, string component)
    {
        if (!PatternTranslator.TryTranslate(pattern, out var translated, out var unsupported))
        {
            Refuse(facet, component, $"xs:pattern with {unsupported} is not supported");
            return string.Empty;
        }
        try
        {
            _ = new Regex(translated, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            Refuse(facet, component, $"xs:pattern is not supported: {exception.Message}");
        }
        return translated;
    }

    private static string Bound(SimpleKind kind, XmlSchemaFacet facet, string value)
    {
        var sign = facet switch
        {
            XmlSchemaMinInclusiveFacet => ">= ",
            XmlSchemaMaxInclusiveFacet => "<= ",
            XmlSchemaMinExclusiveFacet => "> ",
            _ => "< ",
        };
        return kind == SimpleKind.Int32
            ? sign + XmlConvert.ToInt32(value).ToString(CultureInfo.InvariantCulture)
            : sign + XmlConvert.ToDecimal(value).ToString(CultureInfo.InvariantCulture) + "m";
    }

    private static int Number(string value) => int.Parse(value, CultureInfo.InvariantCulture);

    private static string FacetName(XmlSchemaFacet facet)
    {
        var name = facet.GetType().Name["XmlSchema".Length..^"Facet".Length];
        return "xs:" + char.ToLowerInvariant(name[0]) + name[1..];
    }

    private void Refuse(XmlSchemaObject at, string component, string reason) => refusals.Add(at, component, reason);
}
