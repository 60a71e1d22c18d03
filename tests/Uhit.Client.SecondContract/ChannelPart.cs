using Uhit.Client.Usage;

namespace Uhit.Client.SecondContract;

/// <summary>A channel: readings are attributes, their times local, the offset from UTC beside them.</summary>
internal static class ChannelPart
{
    public const string Element = "Channel";
    private const string Reading = "R";

    public static void Write(MessageWriter writer, IntervalSeries series)
    {
        writer.Start(Element);
        writer.Attribute("meter", series.MeterNumber);
        writer.Attribute("kind", Codes.ToWire(series.Channel.Value));
        writer.Attribute("unit", Codes.ToWire(series.Unit.Value));
        writer.Attribute("minutes", (int)series.Interval.TotalMinutes);
        foreach (var reading in series)
        {
            writer.Start(Reading);
            writer.Attribute("t", "o", reading.End);
            writer.Attribute("v", (decimal?)reading.Quantity);
            writer.Attribute("q", Codes.ToWire(reading.ReadType.Value));
            writer.End();
        }

        writer.End();
    }

    public static IntervalSeries Read(MessageReader reader) => reader.Element(Element, () =>
    {
        var minutes = reader.Number("minutes");
        if (minutes is < 1 or > 1440)
        {
            throw reader.Refuse("bad-value", "minutes");
        }

        var series = new IntervalSeriesBuilder(
            reader.Optional("meter"), new UsageChannel(Codes.FromWire(reader.Text("kind"))), new UsageUnit(Codes.FromWire(reader.Text("unit"))), TimeSpan.FromMinutes(minutes));
        reader.Children(name =>
        {
            if (name != Reading)
            {
                return false;
            }

            series.Add(reader.Time("t", "o"), reader.Decimal("v"), new ReadType(Codes.FromWire(reader.Text("q"))));
            reader.NoChildren();
            return true;
        });
        return series.Build();
    });
}
