using Uhit.Client.Tests;
using Uhit.Client.Usage;

namespace Uhit.Client.Export.Tests;

public sealed class SmartMeterTexasExportTests
{
    // The files are made by Readers/smt.py, from what is known of the habits.
    [Theory]
    [InlineData(false, "smt.csv", 392)]
    [InlineData(true, "smt-clean.csv", 382)]
    public async Task WriteAsync_BothClockChanges_IsTheGoldenFile(bool clean, string golden, int rows)
    {
        static IEnumerable<IntervalSeries> Channels(
            string day, Func<DateTimeOffset, bool> isMissing, Func<DateTimeOffset, bool> isEstimated) =>
            new[] { UsageChannel.EnergyDelivered, UsageChannel.EnergyReceived }.Select(channel => Samples.Series(
                day, day, channel: channel, isMissing: isMissing, readType: at => isEstimated(at) ? ReadType.Estimated : ReadType.Actual));

        var (file, report) = await Samples.WriteAsync(
            new SmartMeterTexasExport { Clean = clean },
            Samples.History(1, [
                .. Channels("2025-11-02", _ => false, _ => false),
                .. Channels("2026-03-08", Samples.In("2026-03-08T07:00:00-05:00", 1), Samples.In("2026-03-08T05:00:00-05:00", 4)),
            ]));

        Goldens.Check(golden, file);
        Assert.Equal(rows + 1, file.Count(one => one == '\n'));
        Assert.Equal((382, 8), (report.Readings, report.EstimatedReadings));
        Assert.Equal([100, 91], report.ClockChanges.Select(day => day.Readings));
    }

    [Fact]
    public async Task WriteAsync_Autumn_PrintsTheSecondHourFromTheEndOfTheFirst()
    {
        var (lines, _) = await Samples.WriteLinesAsync(
            new SmartMeterTexasExport(), Samples.History(1, Samples.Series("2025-11-02", "2025-11-02")));

        Assert.Equal(
            [" 01:45, 02:00", " 02:00, 01:15", " 01:15, 01:30"], lines[8..11].Select(line => string.Join(',', line.Split(',')[3..5])));
        Assert.Equal((2, 1), (lines.Count(line => line.Contains(", 02:00, ", StringComparison.Ordinal)), lines.Count(
            line => line.Contains(", 01:00, ", StringComparison.Ordinal) && line.Contains(", 01:15,", StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData("0.123456", "0.123456", 1)]
    [InlineData("0.1230", "0.123", 0)]
    [InlineData("1", "1.000", 0)]
    [InlineData("-1.5", "-1.500", 0)]
    [InlineData("79228162514264337593543950335", "79228162514264337593543950335.000", 0)]
    [InlineData("0.0000000000000000000000000001", "0.0000000000000000000000000001", 1)]
    public async Task WriteAsync_Value_HasThreePlacesAndNeverLosesADigit(string value, string field, int longValues)
    {
        var number = decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture);

        var (lines, report) = await Samples.WriteLinesAsync(
            new SmartMeterTexasExport { Clean = true, RevisedAt = new DateTimeOffset(2025, 7, 2, 12, 37, 17, TimeSpan.Zero) },
            Samples.History(1, Samples.One(number)));

        Assert.Equal(
            $"{Samples.EsiId(1).Value},07/01/2025,07/02/2025 07:37:17,00:00,00:15,{field},A,Consumption", Assert.Single(lines[1..]));
        Assert.Equal(longValues, report.LongValues);
    }

    // 5 minutes add up; an hour can't be parted, and two of three make no quarter.
    [Fact]
    public async Task WriteAsync_OtherIntervals_AreAddedOrNamed()
    {
        var start = CentralTime.StartOf(Samples.Day("2025-07-01"));
        var short5 = new IntervalSeriesBuilder("M1", UsageChannel.EnergyDelivered, UsageUnit.KilowattHour, TimeSpan.FromMinutes(5));
        foreach (var minutes in new[] { 5, 10, 15, 20, 30 })
        {
            short5.Add(start.AddMinutes(minutes), 0.1m, minutes == 10 ? ReadType.Estimated : ReadType.Actual);
        }

        var (lines, report) = await Samples.WriteLinesAsync(
            new SmartMeterTexasExport { Clean = true },
            Samples.History(1, short5.Build()),
            Samples.History(2, Samples.One(1, minutes: 60)));

        Assert.EndsWith(",00:00,00:15,0.300,E,Consumption", Assert.Single(lines[1..]), StringComparison.Ordinal);
        var skip = Assert.Single(report.Skipped);
        Assert.Equal((ExportSkipReason.IntervalLength, 2, 3L), (skip.Reason, skip.Count, skip.Readings));
        Assert.Equal(0.3m, report.KilowattHoursDelivered);
    }
}
