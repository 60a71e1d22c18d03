using System.Globalization;

namespace Uhit.Client.Tests.Wire.Mapping;

/// <summary>Average power read as energy, of every length that divides an hour.</summary>
public class AveragePowerTests
{
    [Theory]
    [InlineData(5, "1.24")]
    [InlineData(5, "0.1")]
    [InlineData(20, "1")]
    [InlineData(20, "0.001 0.002 0.003")]
    [InlineData(10, "7.7 7.8 7.9 8.0 8.1 8.2")]
    [InlineData(5, "1 2 3.5 4.25 0 0 1.125 9 8 7 6 5.1")]
    [InlineData(1, "3.333")]
    [InlineData(2, "0.77")]
    [InlineData(4, "0.77")]
    [InlineData(5, "-1.24")]
    [InlineData(12, "0.07")]
    [InlineData(15, "1.3")]
    [InlineData(30, "1.3")]
    [InlineData(60, "1.3")]
    [InlineData(5, "123456.789")]
    public void Hour_OfAveragePower_HasTheEnergyOfItsSum(int minutes, string powers)
    {
        var count = 60 / minutes;
        var given = powers.Split(' ');
        var values = Enumerable.Range(0, count).Select(i => given[i % given.Length]).ToList();
        var series = MappedMessage.Series(Format(minutes), Hour(10, minutes, values));
        var sum = values.Sum(value => decimal.Parse(value, CultureInfo.InvariantCulture));
        Assert.Equal(count, series.Count);
        Assert.Equal(Math.Round(sum * minutes / 60, 9), Math.Round(series.Sum(reading => reading.Quantity), 9));
        if (Exact(sum * minutes, 60))
        {
            Assert.Equal(sum * minutes / 60, series.Sum(reading => reading.Quantity));
        }

        Assert.All(series.Zip(values), pair => Assert.InRange(
            pair.First.Quantity - (decimal.Parse(pair.Second, CultureInfo.InvariantCulture) * minutes / 60), -0.0000001m, 0.0000001m));
    }

    [Fact]
    public void Year_OfFiveMinutes_DoesNotDrift()
    {
        var rows = string.Concat(Enumerable.Range(0, 24 * 30).Select(hour => string.Concat(Enumerable.Range(1, 12).Select(i =>
            $"<R t=\"{new DateTime(2025, 6, 1).AddHours(hour).AddMinutes(5 * i):s}\" v=\"0.123\"/>"))));
        Assert.Equal(0.123m * 24 * 30, MappedMessage.Series(Format(5), rows).Sum(reading => reading.Quantity));
    }

    [Fact]
    public void Values_OfAnHour_AreTheSameInWhicheverMessageTheyCome()
    {
        var values = Enumerable.Repeat("1.24", 12).ToList();
        var alone = MappedMessage.Series(Format(5), Hour(11, 5, values));
        var behind = MappedMessage.Series(Format(5), Hour(10, 5, Enumerable.Repeat("0.1", 12).ToList()) + Hour(11, 5, values));
        Assert.Equal(alone.Select(reading => reading.Quantity), behind.Skip(12).Select(reading => reading.Quantity));
    }

    [Fact]
    public void Value_ThatComesOutEven_IsExact() => Assert.Equal(
        [0.1m, 0.10333333333m, 0.25m],
        MappedMessage.Series(Format(5), Hour(10, 5, ["1.2", "1.24", "3"])).Select(reading => reading.Quantity));

    [Fact]
    public void Hours_OfTheAutumnDay_AreTwo()
    {
        var rows = string.Concat(new[] { 0, 1 }.SelectMany(_ => Enumerable.Range(0, 12))
            .Select(i => $"<R t=\"{new DateTime(2025, 11, 2, 1, 0, 0).AddMinutes(5 * i):s}\" v=\"1.24\"/>"));
        var series = MappedMessage.Series(Format(5, "start"), $"<R t=\"2025-11-02T00:55:00\" v=\"0\"/>{rows}");
        Assert.Equal(
            [0, 1.24m, 1.24m],
            series.GroupBy(reading => reading.End.AddMinutes(-5).UtcDateTime.Hour).Select(hour => hour.Sum(reading => reading.Quantity)));
    }

    // Five minutes of changing power: in order, newest first, two hours in turns, and each repeated in place, behind
    // all, or as the last of one element and the first of the next.
    [Theory]
    [InlineData("reverse")]
    [InlineData("turns")]
    [InlineData("repeat")]
    [InlineData("again")]
    [InlineData("shuffle")]
    public void Values_OfAnHour_AreTheSameInWhicheverOrderAndHowOftenTheyCome(string way)
    {
        string[] powers = ["1.24", "2", "3.5", "4.25", "0.1", "0", "1.125", "9", "8.7", "7", "6.61", "5.1"];
        List<string> rows = [.. new[] { 10, 11 }.SelectMany(hour => powers.Select((power, i) => Row(hour, i, power)))];
        var expected = MappedMessage.Series(Format(5), string.Concat(rows));
        var sent = way switch
        {
            "reverse" => rows.AsEnumerable().Reverse(),
            "turns" => Enumerable.Range(0, 12).SelectMany(i => new[] { rows[i], rows[i + 12] }),
            "repeat" => rows.SelectMany(row => new[] { row, row }),
            "again" => rows.Concat(rows),
            _ => Enumerable.Range(0, 24).Select(i => rows[i * 7 % 24]),
        };
        var series = MappedMessage.Series(Format(5), string.Concat(sent));
        Assert.Equal(expected.AsEnumerable(), series);
        Assert.Equal(0, series.Conflicts);
        Assert.Equal(
            powers.Sum(power => decimal.Parse(power, CultureInfo.InvariantCulture)) / 12,
            Math.Round(series.Take(12).Sum(reading => reading.Quantity), 9),
            9);

        static string Row(int hour, int i, string power) =>
            $"<R t=\"{new DateTime(2025, 7, 1, hour, 0, 0).AddMinutes(5 * (i + 1)):s}\" v=\"{power}\"/>";
    }

    [Fact]
    public void Reading_ThatIsRepeatedWithAnotherPower_IsOneConflict()
    {
        var rows = Hour(10, 5, [.. Enumerable.Repeat("1.24", 12)]);
        var series = MappedMessage.Series(Format(5), rows + "<R t=\"2025-07-01T10:30:00\" v=\"2.48\"/>");
        Assert.Equal((12, 1), (series.Count, series.Conflicts));
        Assert.Equal(1.24m * 13 / 12, Math.Round(series.Sum(reading => reading.Quantity), 9), 8);
    }

    // A day has the hours between its midnights, however its times are written.
    [Theory]
    [InlineData("2026-03-07", 240)]
    [InlineData("2026-03-08", 230)]
    [InlineData("2026-03-09", 240)]
    [InlineData("2026-10-31", 240)]
    [InlineData("2026-11-01", 250)]
    [InlineData("2026-11-02", 240)]
    public void Day_OfAveragePower_HasTheEnergyOfItsHours(string day, int energy)
    {
        var date = DateTime.Parse(day, CultureInfo.InvariantCulture);
        var rows = $"<R s=\"{date:s}\" t=\"{date.AddDays(1):s}\" v=\"10\"/>";
        var both = MappedMessage.Delivery(
            """
            "each": "t:A", "esiId": "@id", "series": {
              "readings": { "each": "t:R", "start": "@s", "end": "@t", "readType": { "const": "Actual" }, "quantity": { "path": "@v", "as": "averagePower" } } }
            """);
        var starts = $"<R t=\"{date:s}\" v=\"10\"/>";
        Assert.Equal(energy, Assert.Single(MappedMessage.Series(both, rows)).Quantity);
        Assert.Equal(energy, Assert.Single(MappedMessage.Series(Format(1440), rows)).Quantity);
        Assert.Equal(energy, Assert.Single(MappedMessage.Series(Format(1440, "start"), starts)).Quantity);
    }

    private static bool Exact(decimal value, int by) => decimal.Round(value / by, 12) * by == value;

    private static string Hour(int hour, int minutes, List<string> values) =>
        string.Concat(
            values.Select((value, i) =>
                $"<R t=\"{new DateTime(2025, 7, 1, hour, 0, 0).AddMinutes(minutes * (i + 1)):s}\" v=\"{value}\"/>"));

    private static Client.Wire.SimulatedWireFormat Format(int minutes, string label = "end") => MappedMessage.Delivery(
        $$"""
        "each": "t:A", "esiId": "@id", "series": { "intervalMinutes": { "const": {{minutes}} },
          "readings": { "each": "t:R", "{{label}}": "@t", "readType": { "const": "Actual" }, "quantity": { "path": "@v", "as": "averagePower" } } }
        """);
}
