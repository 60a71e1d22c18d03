using Uhit.Client.Usage;
using Uhit.Client.Wire;

namespace Uhit.Client.SecondContract;

/// <summary>A channel: readings are attributes, their times local, the offset from UTC beside them.</summary>
internal static class ChannelPart
{
    public const string Element = "Channel";
    private const string Reading = "R";
    private static readonly ElementShape Shape = ElementShape.Sequence.Element(Reading, Names.Ns, 0, ElementShape.Unbounded);

    public static void Write(ElementWriter writer, IntervalSeries series)
    {
        writer.Start(Element, Names.Ns);
        writer.Attribute("meter", series.MeterNumber);
        writer.Attribute("kind", Codes.ToWire(series.Channel.Value));
        writer.Attribute("unit", Codes.ToWire(series.Unit.Value));
        writer.Attribute("minutes", (int)series.Interval.TotalMinutes);
        foreach (var reading in series)
        {
            writer.Start(Reading, Names.Ns);
            writer.Time("t", "o", reading.End);
            writer.Attribute("v", reading.Quantity);
            writer.Attribute("q", Codes.ToWire(reading.ReadType.Value));
            writer.End();
        }

        writer.End();
    }

    public static IntervalSeries Read(ElementReader reader, MessageLimits limits, ref int readings)
    {
        var minutes = reader.Attribute("minutes");
        if (minutes.ToInt32() is not (>= 1 and <= 1440 and var length))
        {
            throw minutes.BadValue();
        }

        var series = new IntervalSeriesBuilder(
            reader.OptionalAttribute("meter")?.Text,
            new UsageChannel(Codes.FromWire(reader.Attribute("kind").Text)),
            new UsageUnit(Codes.FromWire(reader.Attribute("unit").Text)),
            TimeSpan.FromMinutes(length));
        reader.Enter(Shape);
        while (reader.NextChild(out _))
        {
            if (readings++ >= limits.MaxReadings)
            {
                throw MessageLimits.Exceeded(nameof(limits.MaxReadings), "UsageData/Account/Channel/R");
            }

            series.Add(reader.Time("t", "o"), reader.Attribute("v").ToDecimal(), new ReadType(Codes.FromWire(reader.Attribute("q").Text)));
            reader.Leave();
        }

        return series.Build();
    }
}
