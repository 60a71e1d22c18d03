using System.Globalization;
using CsCheck;

namespace Uhit.Client.Tests.Wire.Mapping;

/// <summary>The same readings, whatever the shape in which they are written.</summary>
public class RandomShapeTests
{
    private static readonly DateOnly[] Days = [new(2025, 11, 2), new(2026, 3, 8), new(2025, 7, 1)];

    [Fact]
    public void Day_InAnyShape_IsReadAsItWasWritten() => Gen.Int[0, 1_000_000].Sample(seed => AssertRead(new Random(seed)), iter: 300);

    private static void AssertRead(Random random)
    {
        var (minutes, day) = (random.Next(3) switch { 0 => 15, 1 => 30, _ => 60 }, Days[random.Next(Days.Length)]);
        var (usage, series, reading) = (new RandomShape(random), new RandomShape(random), new RandomShape(random));
        var (time, style, places, isStart) =
            (Time(reading, random.Next(5), random.Next(2) == 0, out var kind), kind, random.Next(4), false);
        isStart = time.StartsWith("\"start\"", StringComparison.Ordinal);
        var start = CentralTime.StartOf(day);
        var count = (int)((CentralTime.StartOf(day.AddDays(1)) - start).TotalMinutes / minutes);
        var readings = Enumerable.Range(0, count).Select(i =>
            (Start: start.AddMinutes(minutes * i), Value: random.Next(-99_999, 999_999), Type: random.Next(5) == 0 ? "E" : "A")).ToList();
        var format = MappedMessage.Delivery(
            $$"""
            "each": "t:A", "esiId": "{{usage.Path("esi")}}", "customerName": "{{usage.Path("name")}}",
            "series": {
              "each": "t:S", "meterNumber": "{{series.Path("meter")}}", "intervalMinutes": "{{series.Path("length")}}", "date": "{{series.Path("day")}}",
              "readings": {
                "each": "t:R", {{time}}, "quantity": { "path": "{{reading.Path("v")}}", "powerOfTen": { "const": {{-places}} } }, "readType": { "path": "{{reading.Path("q")}}", "codes": "q" }
              }
            }
            """);
        var rows = readings.Select((row, i) => reading.Element("R", Values(row.Start, row.Value, row.Type, i + 1, minutes, style, isStart)))
            .ToArray();
        var body = usage.Element(
            "A",
            new Dictionary<string, string> { ["esi"] = "10089010000000001", ["name"] = "<N> & \"Ö\" \U0001F600" },
            series.Element(
                "S", new Dictionary<string, string>
                {
                    ["meter"] = "M 1",
                    ["length"] = minutes % 30 == 0 ? $"PT{minutes}M" : $"{minutes}",
                    ["day"] = $"{day:yyyy-MM-dd}",
                }, rows));
        var history = Assert.Single(MappedMessage.Read(format, $"<Data xmlns=\"urn:t\">{body}</Data>").Histories);
        var found = Assert.Single(history.IntervalSeries);
        Assert.Equal(("M 1", minutes), (found.MeterNumber, (int)found.Interval.TotalMinutes));
        Assert.Equal("<N> & \"Ö\" \U0001F600", history.CustomerName!.Trim());
        Assert.Equal(
            readings.Select(row => (row.Start.AddMinutes(minutes).UtcDateTime,
                new decimal(Math.Abs(row.Value), 0, 0, row.Value < 0, (byte)places), row.Type == "E" ? "Estimated" : "Actual")),
            found.Select(row => (row.End.UtcDateTime, row.Quantity, row.ReadType.Value)));
    }

    // With its offset; local; local with a mark; a time of the series' day; a number in it.
    private static string Time(RandomShape shape, int style, bool isStart, out int kind)
    {
        kind = style;
        var name = isStart ? "start" : "end";
        return style switch
        {
            0 => $"\"{name}\": \"{shape.Path("t")}\"",
            1 => $"\"{name}\": {{ \"path\": \"{shape.Path("t")}\", \"format\": \"MM/dd/yyyy HH:mm\" }}",
            2 => $"\"{name}\": {{ \"path\": \"{shape.Path("t")}\", \"dst\": {{ \"path\": \"{shape.Path("dst")}\", \"is\": \"Y\" }} }}",
            3 => $"\"{name}\": {{ \"time\": \"{shape.Path("t")}\" }}",
            _ => $"\"{name}\": {{ \"number\": \"{shape.Path("t")}\" }}",
        };
    }

    private static Dictionary<string, string> Values(
        DateTimeOffset start, int value, string type, int number, int minutes, int style, bool isStart)
    {
        var local = TimeZoneInfo.ConvertTime(isStart ? start : start.AddMinutes(minutes), CentralTime.Zone);
        var values = new Dictionary<string, string> { ["v"] = value.ToString(CultureInfo.InvariantCulture), ["q"] = type };
        values["t"] = style switch
        {
            0 => local.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
            1 => local.ToString("MM'/'dd'/'yyyy HH:mm", CultureInfo.InvariantCulture),
            2 => local.ToString("s", CultureInfo.InvariantCulture),
            3 => local.ToString("HH:mm", CultureInfo.InvariantCulture),
            _ => number.ToString(CultureInfo.InvariantCulture),
        };
        if (style == 2)
        {
            values["dst"] = local.Offset == TimeSpan.FromHours(-5) ? "Y" : "N";
        }

        return values;
    }
}
