using System.Globalization;
using System.Xml;
using System.Xml.Schema;
using Uhit.Contracts.Emit;

namespace Uhit.Contracts.Planning;

/// <summary>Values of a schema as C#.</summary>
internal static class NumberLiteral
{
    /// <summary>A bound as a relational pattern; null where the type has no such pattern, or can't hold the bound.</summary>
    public static string? Bound(SimpleKind kind, XmlSchemaFacet facet, string value)
    {
        var sign = facet switch
        {
            XmlSchemaMinInclusiveFacet => ">= ",
            XmlSchemaMaxInclusiveFacet => "<= ",
            XmlSchemaMinExclusiveFacet => "> ",
            _ => "< ",
        };
        return Of(kind, value) is { } literal ? sign + literal : null;
    }

    public static string? Of(SimpleKind kind, string value)
    {
        try
        {
            var culture = CultureInfo.InvariantCulture;
            value = value.Trim();
            return kind switch
            {
                SimpleKind.SByte => XmlConvert.ToSByte(value).ToString(culture),
                SimpleKind.Byte => XmlConvert.ToByte(value).ToString(culture),
                SimpleKind.Int16 => XmlConvert.ToInt16(value).ToString(culture),
                SimpleKind.UInt16 => XmlConvert.ToUInt16(value).ToString(culture),
                SimpleKind.Int32 => XmlConvert.ToInt32(value).ToString(culture),
                SimpleKind.UInt32 => XmlConvert.ToUInt32(value).ToString(culture),
                SimpleKind.Int64 => XmlConvert.ToInt64(value).ToString(culture),
                SimpleKind.UInt64 => XmlConvert.ToUInt64(value).ToString(culture),
                SimpleKind.Integer or SimpleKind.Decimal => XmlConvert.ToDecimal(value).ToString(culture) + "m",
                SimpleKind.Single when float.IsFinite(XmlConvert.ToSingle(value)) =>
                    XmlConvert.ToSingle(value).ToString("R", culture) + "f",
                SimpleKind.Double when double.IsFinite(XmlConvert.ToDouble(value)) =>
                    XmlConvert.ToDouble(value).ToString("R", culture) + "d",
                _ => null,
            };
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            return null;
        }
    }

    /// <summary>A value that is the only one, as a C# pattern; null where the type has none.</summary>
    public static string? Fixed(SimplePlan type, string value)
    {
        var collapsed = string.Join(' ', value.Split([' ', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries));
        if (type.IsText)
        {
            return SourceFile.Literal(type.Space == SimpleKind.Token ? collapsed : value);
        }

        if (type.Kind == SimpleKind.Enumeration)
        {
            return type.Values.FirstOrDefault(v => v.Text == (type.Space == SimpleKind.Token ? collapsed : value)) is { } known
                ? $"{type.Name}.{known.Name}"
                : null;
        }

        if (type.Kind == SimpleKind.Boolean)
        {
            return collapsed is "true" or "1" ? "true" : "false";
        }

        return type.IsNumber ? Of(type.Kind, collapsed) : null;
    }
}
