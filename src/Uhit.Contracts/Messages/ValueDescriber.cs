using System.Xml.Schema;

namespace Uhit.Contracts.Messages;

/// <summary>Says what a text may be, from its type.</summary>
internal static class ValueDescriber
{
    public static ValueDescription Describe(XmlSchemaType type, string? fixedValue, string? defaultValue, ref int ids)
    {
        var facets = new Facets(type);
        var sample = fixedValue ?? defaultValue ?? SampleValues.Of(type, facets, ref ids);
        var words = Words(type, facets);
        if (defaultValue is not null)
        {
            words += $", \"{defaultValue}\" where it is left out";
        }

        if (fixedValue is not null)
        {
            words += $", always \"{fixedValue}\"";
        }

        return new ValueDescription(type, words, facets.Codes, sample, fixedValue);
    }

    private static string Words(XmlSchemaType type, Facets facets)
    {
        var words = new List<string> { BuiltIn(type) };
        if (facets.Length is { } length)
        {
            words.Add($"{length} characters");
        }

        if ((facets.MinLength, facets.MaxLength) is not (null, null))
        {
            words.Add((facets.MinLength, facets.MaxLength) switch
            {
                (null or "0", { } max) => $"at most {max} characters",
                ({ } min, null) => $"at least {min} characters",
                ({ } min, { } max) when min == max => $"{min} characters",
                var (min, max) => $"{min} to {max} characters",
            });
        }

        if ((facets.MinInclusive ?? facets.MinExclusive) is { } from)
        {
            words.Add($"{(facets.MinInclusive is null ? "over" : "from")} {from}");
        }

        if ((facets.MaxInclusive ?? facets.MaxExclusive) is { } to)
        {
            words.Add($"{(facets.MaxInclusive is null ? "under" : "to")} {to}");
        }

        if (facets.TotalDigits is { } digits)
        {
            words.Add($"at most {digits} digits");
        }

        if (facets.FractionDigits is { } fraction)
        {
            words.Add($"at most {fraction} after the point");
        }

        foreach (var patterns in facets.Patterns)
        {
            words.Add($"pattern {string.Join(" or ", patterns)}");
        }

        return string.Join(", ", words);
    }

    private static string BuiltIn(XmlSchemaType type)
    {
        for (var at = type; at is not null; at = at.BaseXmlSchemaType)
        {
            if (at is XmlSchemaSimpleType { Content: XmlSchemaSimpleTypeList list })
            {
                return $"list of {BuiltIn(list.BaseItemType!)}, parted by spaces";
            }

            if (at is XmlSchemaSimpleType { Content: XmlSchemaSimpleTypeUnion union })
            {
                return $"either {string.Join(" or ", union.BaseMemberTypes!.Select(BuiltIn).Distinct())}";
            }

            if (at.QualifiedName.Namespace == XmlSchema.Namespace)
            {
                return at.TypeCode is XmlTypeCode.AnyAtomicType || at.QualifiedName.Name == "anySimpleType"
                    ? "any text"
                    : at.QualifiedName.Name;
            }
        }

        return "string";
    }
}
