using System.Text;
using Uhit.Client.Usage;

namespace Uhit.Client.Export.Tests;

/// <summary>What holds for every format: what is written, what is named in the report.</summary>
public sealed class UsageExportTests
{
    private static readonly UsageChannel Reactive = UsageChannel.ReactiveDelivered;

    public static TheoryData<string, string, ExportSkipReason, string, bool> Refused => new()
    {
        { "EnergyDelivered", "therm", ExportSkipReason.UnknownUnit, "therm", false },
        { "Sideways", "kWh", ExportSkipReason.UnknownChannel, "Sideways", false },
        { "ReactiveDelivered", "kVARh", ExportSkipReason.NotActiveEnergy, "ReactiveDelivered in kVARh", true },
        { "EnergyDelivered", "kVAR", ExportSkipReason.NotActiveEnergy, "EnergyDelivered in kVAR", true },
        { "ReactiveReceived", "kWh", ExportSkipReason.NotActiveEnergy, "ReactiveReceived in kWh", true },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task WriteAsync_SeriesThatIsNoKnownEnergy_IsNamedAndNotWritten(
        string channel, string unit, ExportSkipReason reason, string detail, bool isComplete)
    {
        var (lines, report) = await Samples.WriteLinesAsync(
            new CsvExport(),
            Samples.History(1, Samples.One(1, unit: new UsageUnit(unit), channel: new UsageChannel(channel)), Samples.One(2)));

        Assert.EndsWith(",2,Actual", Assert.Single(lines[1..]), StringComparison.Ordinal);
        var skip = Assert.Single(report.Skipped);
        Assert.Equal((reason, detail, 1, 1L), (skip.Reason, skip.Detail, skip.Count, skip.Readings));
        Assert.Equal([Samples.EsiId(1)], skip.EsiIds);
        Assert.Equal(isComplete, report.IsComplete);
        Assert.Equal(2, report.KilowattHoursDelivered);
    }

    [Theory]
    [InlineData(15, "0.001", "0.00025")]
    [InlineData(30, "7", "3.5")]
    [InlineData(60, "7.10", "7.1")]
    [InlineData(6, "7", "0.7")]
    [InlineData(3, "1", "0.05")]
    [InlineData(1440, "1", "24")]
    [InlineData(15, "-2", "-0.5")]
    [InlineData(5, "1.2", "0.1")]
    [InlineData(15, "92233720368547758.07", "23058430092136939.5175")]
    [InlineData(15, "0.000000000000000001", "0.00000000000000000025")]
    public async Task WriteAsync_Power_BecomesExactEnergy(int minutes, string kilowatts, string kilowattHours)
    {
        var (lines, report) = await Samples.WriteLinesAsync(
            new CsvExport(), Samples.History(1, Samples.One(Number(kilowatts), minutes, UsageUnit.Kilowatt)));

        Assert.Equal(kilowattHours, lines[1].Split(',')[4]);
        Assert.Equal(0, report.RoundedReadings);
        Assert.Equal(Number(kilowattHours), report.KilowattHoursDelivered);
    }

    [Fact]
    public async Task WriteAsync_PowerWhoseEnergyIsNoDecimalNumber_IsRoundedAndCounted()
    {
        var (lines, report) = await Samples.WriteLinesAsync(
            new CsvExport(), Samples.History(1, Samples.One(1, 5, UsageUnit.Kilowatt)));

        Assert.Equal("0.083333333333", lines[1].Split(',')[4]);
        Assert.Equal(1, report.RoundedReadings);
    }

    [Fact]
    public async Task WriteAsync_EnergyBeyondADecimal_IsNamed()
    {
        var (lines, report) = await Samples.WriteLinesAsync(
            new CsvExport(), Samples.History(1, Samples.One(decimal.MaxValue, 1440, UsageUnit.Kilowatt)));

        Assert.Single(lines);
        Assert.Equal(ExportSkipReason.TooLarge, Assert.Single(report.Skipped).Reason);
        Assert.False(report.IsComplete);
        Assert.Null(report.KilowattHoursDelivered);
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("＝1", "'＝1")]
    [InlineData("a,\"b\"", "\"a,\"\"b\"\"\"")]
    [InlineData("A=1", "A=1")]
    public async Task WriteAsync_TextThatASpreadsheetTakesForAFormula_HasAnApostrophe(string code, string field)
    {
        var history = Samples.History(1, Samples.One(1, readType: new ReadType(code)));

        var (lines, report) = await Samples.WriteLinesAsync(new CsvExport(), history);
        var (texas, _) = await Samples.WriteLinesAsync(new SmartMeterTexasExport { Clean = true }, history);

        Assert.EndsWith(",1," + field, lines[1], StringComparison.Ordinal);
        Assert.EndsWith($",1.000,{field},Consumption", texas[1], StringComparison.Ordinal);
        Assert.Equal((1, 0), (report.UnknownReadTypeReadings, report.EstimatedReadings));
    }

    [Fact]
    public async Task WriteAsync_DaysAndChannel_WritesTheseAlone()
    {
        var history = Samples.History(
            1,
            Samples.Series("2025-10-31", "2025-11-04"),
            Samples.Series("2025-10-31", "2025-11-04", channel: UsageChannel.EnergyReceived));
        var format = new CsvExport
        {
            From = Samples.Day("2025-11-02"),
            To = Samples.Day("2025-11-03"),
            Channel = UsageChannel.EnergyReceived,
        };

        var (lines, report) = await Samples.WriteLinesAsync(format, history);

        Assert.Equal(1 + 100 + 96, lines.Length);
        Assert.Contains(",EnergyReceived,2025-11-02T00:00:00-05:00,", lines[1], StringComparison.Ordinal);
        Assert.Contains(",2025-11-04T00:00:00-06:00,", lines[^1], StringComparison.Ordinal);
        Assert.Equal(ExportSkipReason.OtherChannel, Assert.Single(report.Skipped).Reason);
        Assert.True(report.IsComplete);
    }

    [Fact]
    public async Task WriteAsync_NothingInTheDays_IsNamed()
    {
        var (_, report) = await Samples.WriteAsync(new CsvExport { From = Samples.Day("2026-01-01") }, Samples.History(1, Samples.One(1)));

        Assert.Equal(ExportSkipReason.OutsideOfDays, Assert.Single(report.Skipped).Reason);
        Assert.Equal(0, report.EsiIds);
    }

    [Fact]
    public async Task WriteAsync_EsiIdsWithoutReadingsOrRepeated_AreNamed()
    {
        var one = Samples.History(1, Samples.One(1));

        var (lines, report) = await Samples.WriteLinesAsync(new CsvExport(), one, Samples.History(2), one);

        Assert.Equal(2, lines.Length);
        Assert.Equal([ExportSkipReason.NoReadings, ExportSkipReason.Repeated], report.Skipped.Select(skip => skip.Reason));
        Assert.Equal((1, 1L), (report.EsiIds, report.Readings));
        Assert.False(report.IsComplete);
    }

    [Fact]
    public async Task WriteAsync_OverlappingReadings_AreNamed()
    {
        var builder = new IntervalSeriesBuilder("M1", UsageChannel.EnergyDelivered, UsageUnit.KilowattHour, TimeSpan.FromHours(1));
        var start = CentralTime.StartOf(Samples.Day("2025-07-01"));
        foreach (var minutes in new[] { 60, 75, 180 })
        {
            builder.Add(start.AddMinutes(minutes), minutes, ReadType.Actual);
        }

        var (lines, report) = await Samples.WriteLinesAsync(new CsvExport(), Samples.History(1, builder.Build()));

        Assert.EndsWith(",180,Actual", Assert.Single(lines[1..]), StringComparison.Ordinal);
        var skip = Assert.Single(report.Skipped);
        Assert.Equal((ExportSkipReason.OverlappingReadings, 2L), (skip.Reason, skip.Readings));
    }

    // By hand: 0:00 M1 alone begins, 0:15 both, 0:30 M2 lacks, 0:45 both, of which one is estimated.
    [Fact]
    public async Task WriteAsync_MeterThatLacksAReading_IsCountedAsPartial()
    {
        IntervalSeries Meter(string name, params (int Minutes, decimal Value, ReadType Type)[] readings)
        {
            var builder = new IntervalSeriesBuilder(name, UsageChannel.EnergyDelivered, UsageUnit.KilowattHour, Samples.Quarter);
            foreach (var (minutes, value, type) in readings)
            {
                builder.Add(CentralTime.StartOf(Samples.Day("2025-07-01")).AddMinutes(minutes), value, type);
            }

            return builder.Build();
        }

        var (lines, report) = await Samples.WriteLinesAsync(new CsvExport(), Samples.History(
            1,
            Meter("M1", (15, 1, ReadType.Actual), (30, 2, ReadType.Actual), (45, 3, ReadType.Actual), (60, 4, ReadType.Actual)),
            Meter("M2", (30, 0.5m, ReadType.Actual), (60, 0.25m, ReadType.Estimated))));

        Assert.Equal(
            ["1,Actual", "2.5,Actual", "3,Actual", "4.25,Estimated"],
            lines[1..].Select(line => string.Join(',', line.Split(',')[4..])));
        Assert.Equal((2, 1, 1), (report.SummedReadings, report.PartialReadings, report.EstimatedReadings));
    }

    [Fact]
    public async Task WriteAsync_MetersWhoseSumNoLongHolds_AddsDecimals()
    {
        var (lines, _) = await Samples.WriteLinesAsync(new CsvExport(), Samples.History(
            1, Samples.One(9223372036854775807m), Samples.One(0.000001m, meter: "M2")));

        Assert.EndsWith(",9223372036854775807.000001,Actual", lines[1], StringComparison.Ordinal);
    }

    // One message gave two values: the greater holds, as in the view of the client.
    [Fact]
    public async Task WriteAsync_SeriesThatContradictEachOther_CountsConflicts()
    {
        var (lines, report) = await Samples.WriteLinesAsync(new CsvExport(), Samples.History(1, Samples.One(1), Samples.One(3)));

        Assert.EndsWith(",3,Actual", Assert.Single(lines[1..]), StringComparison.Ordinal);
        Assert.Equal(1, report.Conflicts);
    }

    [Fact]
    public async Task WriteAsync_ManySkips_NamesAHundred()
    {
        var histories = Enumerable.Range(1, 150).Select(number => Samples.History(number, Samples.One(1, channel: Reactive))).ToArray();

        var (_, report) = await Samples.WriteAsync(new CsvExport(), histories);

        var skip = Assert.Single(report.Skipped);
        Assert.Equal((150, 150L, ExportSkip.MostNamed), (skip.Count, skip.Readings, skip.EsiIds.Count));
        Assert.DoesNotContain(Samples.EsiId(1).Value, skip.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Kilowatt", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteAsync_CancelledMidway_Stops()
    {
        using var stop = new CancellationTokenSource();
        var histories = Enumerable.Range(1, 3).Select(number =>
        {
            if (number == 2)
            {
                stop.Cancel();
            }

            return Samples.History(number, Samples.One(1));
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => new CsvExport().WriteAsync(histories.ToAsyncEnumerable(), Stream.Null, stop.Token));
    }

    [Fact]
    public async Task WriteAsync_LastDayBeforeTheFirst_IsRefused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => new CsvExport { From = Samples.Day("2025-02-02"), To = Samples.Day("2025-02-01") }
            .WriteAsync(AsyncEnumerable.Empty<UsageHistory>(), Stream.Null, TestContext.Current.CancellationToken));

    [Fact]
    public async Task WriteAsync_EndWithinASecond_KeepsTheFraction()
    {
        var builder = new IntervalSeriesBuilder("M1", UsageChannel.EnergyDelivered, UsageUnit.KilowattHour, Samples.Quarter);
        builder.Add(new DateTimeOffset(2025, 7, 1, 12, 0, 1, 500, TimeSpan.Zero), 1, new ReadType("é\"\n"));

        var (lines, _) = await Samples.WriteLinesAsync(new JsonLinesExport(), Samples.History(1, builder.Build()));

        Assert.Equal(
            $"{{\"esi_id\":\"{Samples.EsiId(1).Value}\",\"channel\":\"EnergyDelivered\","
                + "\"interval_start\":\"2025-07-01T06:45:01.5000000-05:00\","
                + "\"interval_end\":\"2025-07-01T07:00:01.5000000-05:00\",\"kwh\":1,\"quality\":\"\\u00E9\\u0022\"}",
            Assert.Single(lines));
        Assert.Equal(Encoding.UTF8.GetByteCount(lines[0]), lines[0].Length);
    }

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
