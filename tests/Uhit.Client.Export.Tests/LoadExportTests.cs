using System.Globalization;
using Uhit.Client.Usage;

namespace Uhit.Client.Export.Tests;

public sealed class LoadExportTests
{
    private static readonly TimeSpan Standard = TimeSpan.FromHours(-6);

    // Sums by hand: n readings of 0.25 kWh, each 1 kW.
    [Theory]
    [InlineData(LoadPreset.Sam, 15, 1 + 35040, "Load (kW)", "1")]
    [InlineData(LoadPreset.Reopt, 15, 35040, "1", "1")]
    [InlineData(LoadPreset.Homer, 60, 8760, "1", "1")]
    [InlineData(LoadPreset.Aurora, 60, 8760, "1", "1")]
    [InlineData(LoadPreset.Aurora, 15, 35040, "0.25", "0.25")]
    [InlineData(LoadPreset.Reopt, 30, 17520, "1", "1")]
    public async Task WriteAsync_FlatYear_HasItsLinesAndSum(LoadPreset preset, int step, int count, string first, string last)
    {
        var (lines, report) = await Samples.WriteLinesAsync(
            new LoadExport { Preset = preset, Step = TimeSpan.FromMinutes(step) }, Flat("2025-01-01", "2025-12-31"));

        Assert.Equal((count, first, last), (lines.Length, lines[0], lines[^1]));
        Assert.Equal(8760, report.KilowattHoursDelivered);
        Assert.Empty(report.Skipped);
        Assert.Empty(report.Notes);
        Assert.Equal(step == 15 ? [92, 100] : step == 30 ? [46, 50] : [23, 25], report.ClockChanges.Select(day => day.Readings));
    }

    // A value tells its own time: minutes since the year 2000.
    [Theory]
    [InlineData("2025-01-01", "2025-12-31", LoadPreset.Sam, false)]
    [InlineData("2024-09-15", "2025-09-14", LoadPreset.Homer, true)]
    [InlineData("2024-07-01", "2025-06-30", LoadPreset.Reopt, true)]
    public async Task WriteAsync_AnyTwelveMonths_EachValueIsAtItsTimeOfStandardTime(
        string from, string to, LoadPreset preset, bool isTurned)
    {
        var (lines, report) = await Samples.WriteLinesAsync(
            new LoadExport { Preset = preset }, Year(from, to, start => (start - Epoch).Ticks / TimeSpan.TicksPerMinute / 4m));

        var values = lines.SkipWhile(line => line.StartsWith("Load", StringComparison.Ordinal))
            .Select(line => Epoch.AddMinutes((double)decimal.Parse(line, CultureInfo.InvariantCulture)).ToOffset(Standard)).ToList();
        Assert.Equal(35040, values.Count);
        for (var i = 0; i < values.Count; i++)
        {
            var time = new DateTime(2025, 1, 1).AddMinutes(15 * i);
            Assert.Equal((time.Month, time.Day, time.TimeOfDay), (values[i].Month, values[i].Day, values[i].TimeOfDay));
        }

        Assert.Equal(isTurned, report.Notes.Count == 1);
    }

    // 2028 has a 29 February, at place 59 of its days: SAM does without it, REopt without 31 December.
    [Theory]
    [InlineData(LoadPreset.Homer, 3, 1, 31)]
    [InlineData(LoadPreset.Reopt, 2, 29, 30)]
    public async Task WriteAsync_LeapYear_DropsTheDayThatTheToolExpects(LoadPreset preset, int month, int day, int lastDay)
    {
        var (lines, report) = await Samples.WriteLinesAsync(
            new LoadExport { Preset = preset }, Year("2028-01-01", "2028-12-31", start => start.ToOffset(Standard).DayOfYear / 4m));

        Assert.Equal(35040, lines.Length);
        Assert.Equal(new DateTime(2028, month, day).DayOfYear.ToString(CultureInfo.InvariantCulture), lines[59 * 96]);
        Assert.Equal(new DateTime(2028, 12, lastDay).DayOfYear.ToString(CultureInfo.InvariantCulture), lines[^1]);
        Assert.Equal(35040, report.Readings);
    }

    [Fact]
    public async Task WriteAsync_GapWithoutARule_WritesNothing()
    {
        var (lines, report) = await Samples.WriteLinesAsync(
            new LoadExport { Preset = LoadPreset.Sam }, Gapped());

        Assert.Empty(lines);
        var skip = Assert.Single(report.Skipped);
        Assert.Equal((ExportSkipReason.Gaps, 2L), (skip.Reason, skip.Readings));
        Assert.False(report.IsComplete);
        Assert.Equal((0, 0L), (report.EsiIds, report.FilledReadings));
    }

    // A reading's value is its day of the month times 1 kW. 12 and 13 July 2025, noon, lack: a Saturday and a Sunday.
    // The mean of the 51 other Saturdays at noon is that of their days of the month, 791 ÷ 51, a quarter of it rounded to 6 places;
    // of Sundays 811 ÷ 51: by Python's datetime and decimal.
    [Theory]
    [InlineData(LoadFill.Zero, "0", "0")]
    [InlineData(LoadFill.PreviousDay, "11", "11")]
    [InlineData(LoadFill.WeekdayMean, "15.509804", "15.90196")]
    public async Task WriteAsync_GapWithARule_IsFilledAndCounted(LoadFill fill, string saturday, string sunday)
    {
        var (lines, report) = await Samples.WriteLinesAsync(
            new LoadExport { Preset = LoadPreset.Homer, Fill = fill }, Gapped());

        var noon = ((new DateTime(2025, 7, 12).DayOfYear - 1) * 96) + 48;
        Assert.Equal(["12", saturday, "12"], lines[(noon - 1)..(noon + 2)]);
        Assert.Equal(["13", sunday, "13"], lines[(noon + 95)..(noon + 98)]);
        Assert.Equal(2, report.FilledReadings);
        Assert.Empty(report.Skipped);
    }

    [Fact]
    public async Task WriteAsync_TooShortSecondOrOtherChannel_IsNamed()
    {
        var year = Flat("2025-01-01", "2025-12-31");
        var both = Samples.History(2, [.. year.IntervalSeries, Samples.One(1, channel: UsageChannel.EnergyReceived)]);

        var (lines, report) = await Samples.WriteLinesAsync(
            new LoadExport { Preset = LoadPreset.Aurora }, Samples.History(3, Samples.One(1)), year, both);

        Assert.Equal(35040, lines.Length);
        Assert.Equal(
            [ExportSkipReason.OtherChannel, ExportSkipReason.LessThanAYear, ExportSkipReason.OneEsiIdOnly],
            report.Skipped.Select(skip => skip.Reason));
    }

    [Fact]
    public async Task WriteAsync_StepThatNoToolReads_IsRefused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => Samples.WriteAsync(
            new LoadExport { Preset = LoadPreset.Sam, Step = TimeSpan.FromMinutes(20) }, Samples.History(1)));

    private static DateTimeOffset Epoch { get; } = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static UsageHistory Flat(string from, string to) => Year(from, to, _ => 0.25m);

    private static UsageHistory Gapped() => Year(
        "2025-01-01", "2025-12-31",
        start => start.ToOffset(Standard) is { Month: 7, Day: 12 or 13, Hour: 12, Minute: 0 } ? null : start.ToOffset(Standard).Day / 4m);

    private static UsageHistory Year(string from, string to, Func<DateTimeOffset, decimal?> kilowattHours) =>
        new Testing.UsageHistoryBuilder(Samples.EsiId(1))
            .AddIntervals(new UsagePeriod(Samples.Day(from), Samples.Day(to)), end => kilowattHours(end - Samples.Quarter)).Build();
}
