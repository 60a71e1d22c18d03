using Uhit.Client.Usage;
using Uhit.Client.Wire;

namespace Acme.Uhit._1;

/// <summary>Readings of one meter: when each ends, as an attribute with its offset from UTC, and how much, as the content.</summary>
internal static class SeriesPart
{
    public const string Element = "Series";
    private static readonly ElementShape Shape = ElementShape.Sequence.Element("R", Names.Ns, 0, ElementShape.Unbounded);

    public static IntervalSeries Read(ElementReader reader, MessageLimits limits, ref int readings)
    {
        var minutes = reader.Attribute("minutes");
        if (minutes.ToInt32() is not (>= 1 and <= 1440 and var length))
        {
            throw minutes.BadValue();
        }

        var series = new IntervalSeriesBuilder(
            reader.OptionalAttribute("meter")?.Text, UsageChannel.EnergyDelivered, Codes.Unit(reader.Attribute("unit").Text),
            TimeSpan.FromMinutes(length));
        reader.Enter(Shape);
        while (reader.NextChild(out _))
        {
            if (readings++ == limits.MaxReadings)
            {
                throw MessageLimits.Exceeded(nameof(limits.MaxReadings), "Data/Usage/Series/R");
            }

            var at = reader.Attribute("end");
            var end = at.ToDateTime() is { Year: >= 1970 and <= 2199 } time ? time : throw at.BadValue();
            var readType = Codes.ReadType(reader.Attribute("read").Text);
            series.Add(end, reader.ReadDecimal(), readType);
        }

        return series.Build();
    }
}
