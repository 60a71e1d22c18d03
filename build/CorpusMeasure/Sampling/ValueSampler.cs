using System.Globalization;
using System.Xml.Schema;

namespace CorpusMeasure.Sampling;

/// <summary>Makes values of simple types, by what the framework's own reading of the schema says of them.</summary>
internal sealed class ValueSampler(Random random)
{
    public string Make(XmlSchemaSimpleType type)
    {
        switch (type.Content)
        {
            case XmlSchemaSimpleTypeList { BaseItemType: { } item }:
                return string.Join(' ', Enumerable.Range(0, random.Next(1, 4)).Select(_ => Make(item).Replace(' ', '_')));
            case XmlSchemaSimpleTypeUnion { BaseMemberTypes: { Length: > 0 } members }:
                return Make(members[random.Next(members.Length)]);
        }

        var steps = new List<XmlSchemaSimpleTypeRestriction>();
        var at = type;
        for (; at is { Content: XmlSchemaSimpleTypeRestriction step }
            && at.QualifiedName.Namespace != XmlSchema.Namespace; at = at.BaseXmlSchemaType as XmlSchemaSimpleType)
        {
            steps.Add(step);
        }

        var facets = steps.Select(step => step.Facets.Cast<XmlSchemaFacet>().ToList()).ToList();
        foreach (var own in facets)
        {
            var values = own.OfType<XmlSchemaEnumerationFacet>().ToList();
            if (values.Count > 0)
            {
                return values[random.Next(values.Count)].Value!;
            }
        }

        if (at is not null && at.QualifiedName.Namespace != XmlSchema.Namespace)
        {
            return Make(at);
        }

        foreach (var own in facets)
        {
            var patterns = own.OfType<XmlSchemaPatternFacet>().ToList();
            if (patterns.Count > 0 && PatternSampler.Make(patterns[random.Next(patterns.Count)].Value!, random) is { } text)
            {
                return text;
            }
        }

        return OfCode(type.TypeCode, facets.SelectMany(own => own).ToList());
    }

    private string OfCode(XmlTypeCode code, List<XmlSchemaFacet> facets)
    {
        switch (code)
        {
            case XmlTypeCode.Boolean:
                return random.Next(2) == 0 ? "true" : "false";
            case XmlTypeCode.Decimal:
                return Number(facets, -1000, 1000, Digits<XmlSchemaFractionDigitsFacet>(facets) ?? 3);
            case XmlTypeCode.Float or XmlTypeCode.Double:
                return random.Next(5) switch { 0 => "INF", 1 => "1.5E20", 2 => "-0.25", _ => Number(facets, 0, 100, 2) };
            case XmlTypeCode.Byte:
                return Number(facets, -128, 127, 0);
            case XmlTypeCode.UnsignedByte:
                return Number(facets, 0, 255, 0);
            case XmlTypeCode.NonNegativeInteger or XmlTypeCode.UnsignedInt or XmlTypeCode.UnsignedLong or XmlTypeCode.UnsignedShort:
                return Number(facets, 0, 60000, 0);
            case XmlTypeCode.PositiveInteger:
                return Number(facets, 1, 60000, 0);
            case XmlTypeCode.NegativeInteger:
                return Number(facets, -60000, -1, 0);
            case XmlTypeCode.NonPositiveInteger:
                return Number(facets, -60000, 0, 0);
            case XmlTypeCode.Integer or XmlTypeCode.Int or XmlTypeCode.Long or XmlTypeCode.Short:
                return Number(facets, -30000, 30000, 0);
            case XmlTypeCode.DateTime:
                return "2026-02-0" + random.Next(1, 9) + "T10:30:00" + (random.Next(3) switch { 0 => "", 1 => "Z", _ => "-06:00" });
            case XmlTypeCode.Date:
                return "2026-02-0" + random.Next(1, 9);
            case XmlTypeCode.Time:
                return "10:30:00";
            case XmlTypeCode.Duration or XmlTypeCode.DayTimeDuration:
                return "P1DT2H";
            case XmlTypeCode.GYear:
                return "2026";
            case XmlTypeCode.GYearMonth:
                return "2026-02";
            case XmlTypeCode.GMonth:
                return "--02";
            case XmlTypeCode.GMonthDay:
                return "--02-28";
            case XmlTypeCode.GDay:
                return "---28";
            case XmlTypeCode.Base64Binary:
                return Convert.ToBase64String(Bytes(facets));
            case XmlTypeCode.HexBinary:
                return Convert.ToHexString(Bytes(facets));
            case XmlTypeCode.QName:
                return "xsq:string";
            case XmlTypeCode.AnyUri:
                return "urn:sample:" + random.Next(1000);
            case XmlTypeCode.Language:
                return "en-US";
            default:
                return Text(facets);
        }
    }

    private static int? Digits<T>(List<XmlSchemaFacet> facets)
        where T : XmlSchemaFacet =>
        facets.OfType<T>().Select(facet => (int?)int.Parse(facet.Value!, CultureInfo.InvariantCulture)).Min();

    private string Number(List<XmlSchemaFacet> facets, decimal low, decimal high, int fraction)
    {
        foreach (var facet in facets)
        {
            if (!decimal.TryParse(facet.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var bound))
            {
                continue;
            }

            if (facet is XmlSchemaMinInclusiveFacet && bound > low)
            {
                high = Math.Max(high, low = bound);
            }

            if (facet is XmlSchemaMinExclusiveFacet && bound >= low)
            {
                high = Math.Max(high, low = bound + 1);
            }

            if (facet is XmlSchemaMaxInclusiveFacet && bound < high)
            {
                high = bound;
            }

            if (facet is XmlSchemaMaxExclusiveFacet && bound <= high)
            {
                high = bound - 1;
            }
        }

        if (Digits<XmlSchemaTotalDigitsFacet>(facets) is { } total and < 10)
        {
            var most = (decimal)Math.Pow(10, Math.Max(0, total - fraction)) - 1;
            (low, high) = (Math.Max(low, -most), Math.Min(high, most));
        }

        if (low > high)
        {
            low = high;
        }

        var value = low + ((high - low) * (decimal)random.NextDouble());
        return Math.Max(low, Math.Min(high, decimal.Round(value, Math.Min(fraction, 4)))).ToString(CultureInfo.InvariantCulture);
    }

    private byte[] Bytes(List<XmlSchemaFacet> facets)
    {
        var bytes = new byte[Digits<XmlSchemaLengthFacet>(facets) ?? Digits<XmlSchemaMinLengthFacet>(facets) ?? random.Next(1, 9)];
        random.NextBytes(bytes);
        return bytes;
    }

    private string Text(List<XmlSchemaFacet> facets)
    {
        var exact = Digits<XmlSchemaLengthFacet>(facets);
        var min = exact ?? facets.OfType<XmlSchemaMinLengthFacet>()
            .Select(f => int.Parse(f.Value!, CultureInfo.InvariantCulture))
            .DefaultIfEmpty(1).Max();
        var max = exact ?? Digits<XmlSchemaMaxLengthFacet>(facets) ?? Math.Max(min, 12);
        var length = random.Next(min, Math.Max(min, Math.Min(max, min + 12)) + 1);
        return string.Concat(Enumerable.Range(0, length).Select(_ => (char)('a' + random.Next(26))));
    }
}
