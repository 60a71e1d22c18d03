using Uhit.Client.Usage;
using Uhit.Client.Wire;

namespace Acme.Uhit._1;

/// <summary>A billing period. Here "To" is the last day and part of it; the domain's end is the
/// day of the closing read, which is not.</summary>
internal static class BillPart
{
    public const string Element = "Bill";

    private static readonly ElementShape Shape = ElementShape.Sequence
        .Element("From", Names.Ns, 1, 1)
        .Element("To", Names.Ns, 1, 1)
        .Element("Kwh", Names.Ns, 1, 1)
        .Element("Kw", Names.Ns, 0, 1);

    public static BillingPeriod Read(ElementReader reader)
    {
        var meter = reader.OptionalAttribute("meter")?.Text;
        var readType = Codes.ReadType(reader.Attribute("read").Text);
        DateOnly from = default;
        DateOnly to = default;
        decimal kwh = default;
        decimal? kw = null;
        reader.Enter(Shape);
        while (reader.NextChild(out var child))
        {
            switch (child)
            {
                case 0:
                    from = ReadDay(reader);
                    break;
                case 1:
                    to = ReadDay(reader).AddDays(1);
                    break;
                case 2:
                    kwh = reader.ReadDecimal();
                    break;
                case 3:
                    kw = reader.ReadDecimal();
                    break;
            }
        }

        return new BillingPeriod
        {
            MeterNumber = meter,
            ReadType = readType,
            StartDate = from,
            EndDate = to,
            Usage = kwh,
            MeteredDemand = kw,
        };
    }

    // Days are added to it: a year far from ours is refused, so that it does not leave the calendar.
    private static DateOnly ReadDay(ElementReader reader) =>
        reader.ReadDate() is { Year: >= 1970 and <= 2199 } day ? day : throw reader.BadValue();
}
