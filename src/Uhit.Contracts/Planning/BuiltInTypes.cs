using System.Xml.Schema;

namespace Uhit.Contracts.Planning;

/// <summary>What each type that XML Schema brings along becomes.</summary>
internal static class BuiltInTypes
{
    /// <summary>Null for a type of the contract.</summary>
    /// <param name="type">The type.</param>
    /// <param name="isUtc">Whether a time without an offset means UTC, so that every time has one.</param>
    public static SimplePlan? Plan(XmlSchemaSimpleType type, bool isUtc)
    {
        if (type.QualifiedName.Namespace != XmlSchema.Namespace)
        {
            return null;
        }

        return type.QualifiedName.Name switch
        {
            "anySimpleType" or "anyAtomicType" or "untypedAtomic" or "string" => new SimplePlan(SimpleKind.Preserved),
            "normalizedString" => new SimplePlan(SimpleKind.Normalized),
            "boolean" => new SimplePlan(SimpleKind.Boolean),
            "byte" => new SimplePlan(SimpleKind.SByte),
            "unsignedByte" => new SimplePlan(SimpleKind.Byte),
            "short" => new SimplePlan(SimpleKind.Int16),
            "unsignedShort" => new SimplePlan(SimpleKind.UInt16),
            "int" => new SimplePlan(SimpleKind.Int32),
            "unsignedInt" => new SimplePlan(SimpleKind.UInt32),
            "long" => new SimplePlan(SimpleKind.Int64),
            "unsignedLong" => new SimplePlan(SimpleKind.UInt64),
            "integer" => new SimplePlan(SimpleKind.Integer),
            "nonNegativeInteger" => Bounded(">= 0m"),
            "positiveInteger" => Bounded(">= 1m"),
            "nonPositiveInteger" => Bounded("<= 0m"),
            "negativeInteger" => Bounded("<= -1m"),
            "decimal" => new SimplePlan(SimpleKind.Decimal),
            "float" => new SimplePlan(SimpleKind.Single),
            "double" => new SimplePlan(SimpleKind.Double),
            "date" => new SimplePlan(SimpleKind.Date),
            "dateTime" or "dateTimeStamp" => new SimplePlan(isUtc ? SimpleKind.DateTime : SimpleKind.WireDateTime),
            "base64Binary" => new SimplePlan(SimpleKind.Base64),
            "hexBinary" => new SimplePlan(SimpleKind.Hex),
            "QName" or "NOTATION" => new SimplePlan(SimpleKind.QName),
            "Name" => Formed("Name"),
            "NCName" or "ID" or "IDREF" or "ENTITY" => Formed("NCName"),
            "NMTOKEN" => Formed("NameToken"),
            "language" => Formed("Language"),
            "duration" or "yearMonthDuration" or "dayTimeDuration" => Formed("Duration"),
            "time" => Formed("Time"),
            "gYear" => Formed("Year"),
            "gYearMonth" => Formed("YearMonth"),
            "gMonth" => Formed("Month"),
            "gMonthDay" => Formed("MonthDay"),
            "gDay" => Formed("Day"),
            // token, anyURI, and the lists of names, which are texts parted by blanks.
            _ => new SimplePlan(SimpleKind.Token),
        };
    }

    private static SimplePlan Bounded(string bound) => new(SimpleKind.Integer) { Bounds = [bound] };

    private static SimplePlan Formed(string form) => new(SimpleKind.Token) { Form = form };
}
