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
        var rows = string.Concat(new[] { 0, 1 }.SelectMany(_ => Enumerable.Range(0, 12)).Select(i => $"<R t=\"{new DateTime(2025, 11, 2, 1, 0, 0).AddMinutes(5 * i):s}\" v=\"1.24\"/>"));
        var series = MappedMessage.Series(Format(5, "start"), $"<R t=\"2025-11-02T00:55:00\" v=\"0\"/>{rows}");
        Assert.Equal([0, 1.24m, 1.24m], series.GroupBy(reading => reading.End.AddMinutes(-5).UtcDateTime.Hour).Select(hour => hour.Sum(reading => reading.Quantity)));
    }

    private static bool Exact(decimal value, int by) => decimal.Round(value / by, 12) * by == value;

    private static string Hour(int hour, int minutes, List<string> values) =>
        string.Concat(values.Select((value, i) => $"<R t=\"{new DateTime(2025, 7, 1, hour, 0, 0).AddMinutes(minutes * (i + 1)):s}\" v=\"{value}\"/>"));

    private static Client.Wire.IUhitWireFormat Format(int minutes, string label = "end") => MappedMessage.Delivery(
        $$"""
        "each": "t:A", "esiId": "@id", "series": { "intervalMinutes": { "const": {{minutes}} },
          "readings": { "each": "t:R", "{{label}}": "@t", "readType": { "const": "Actual" }, "quantity": { "path": "@v", "as": "averagePower" } } }
        """);
}
