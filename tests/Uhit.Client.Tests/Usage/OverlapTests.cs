using Uhit.Client.Usage;
using static Uhit.Client.Tests.Usage.UsageSamples;

namespace Uhit.Client.Tests.Usage;

/// <summary>Intervals that intersect inside one series are noticed, and nothing is computed from them.</summary>
public sealed class OverlapTests
{
    // An interval of an hour, and an end every quarter: either the length is wrong or each hour is there four times.
    private static readonly IntervalSeries Rolling = Series(
        "M1", 60, UsageUnit.KilowattHour, [.. Enumerable.Range(1, 96).Select(index => (15 * index, 0.25m))]);

    // One reading too many in a day of quarters.
    private static readonly IntervalSeries Stray = Series(
        "M1", 15, UsageUnit.KilowattHour, [.. Enumerable.Range(1, 96).Select(index => (15 * index, 0.25m)), (607, 9m)]);

    [Fact]
    public void Overlaps_HourlyIntervalsThatEndEveryQuarter_AreAllOfThem() =>
        Assert.Equal((96, 96, 0), (Rolling.Overlaps, Rolling.Count, Rolling.Conflicts));

    [Fact]
    public void Figures_HourlyIntervalsThatEndEveryQuarter_AreNone()
    {
        Assert.Equal((null, null, 24m), (Rolling.ToKilowattHours(), Rolling.Peak(), Rolling.Sum()));
        Assert.Empty(Rolling.WithoutOverlaps());
        Assert.All(Rolling.ByDay(), day => Assert.Equal((null, false), (day.KilowattHours, day.IsComplete)));
        Assert.All(Rolling.ByMonth(), month => Assert.Equal((null, month.Readings), (month.KilowattHours, month.OverlappingReadings)));
    }

    [Fact]
    public void ToTotals_HourlyIntervalsThatEndEveryQuarter_HasNoFigureAndSaysSo() => Assert.Equal(
        new UsageTotals
        {
            Source = Uhit.Client.RequestedUsage.Interval,
            OverlappingReadings = 96,
            Doubts = UsageDoubts.OverlappingReadings,
        }, Of(Rolling).ToTotals());

    [Fact]
    public void Covered_HourlyIntervalsThatEndEveryQuarter_CountsTimeOnce() => Assert.Equal(TimeSpan.FromHours(24.75), Rolling.Covered);

    [Fact]
    public void ToTotals_OneReadingTooMany_LeavesOutThoseItOverlaps()
    {
        var totals = Of(Stray).ToTotals();

        Assert.Equal((3, 94, 23.5m), (Stray.Overlaps, Stray.WithoutOverlaps().Count, Stray.ByDay()[0].KilowattHours));
        Assert.Equal(
            (23.5m, 8760m, 1m, 1m, 3), (totals.KilowattHoursDelivered, totals.AnnualisedKilowattHours, totals.Peak?.Kilowatts,
                totals.LoadFactor, totals.OverlappingReadings));
    }

    [Fact]
    public void Overlaps_TwoSeriesOfOneMessageOffTheSameGrid_AreNoticed()
    {
        var merged = UsageHistoryMerge.Merge(
            Of(Series("M1", 15, UsageUnit.KilowattHour, (15, 1m), (30, 1m)), Series("M1", 15, UsageUnit.KilowattHour, (22, 1m))));

        Assert.Equal(3, Assert.Single(merged.IntervalSeries).Overlaps);
    }

    [Fact]
    public void Overlaps_TheHourThatAutumnRepeats_IsNone()
    {
        var start = Uhit.Client.CentralTime.StartOf(new DateOnly(2025, 11, 2));
        var builder = new IntervalSeriesBuilder("M1", UsageChannel.EnergyDelivered, UsageUnit.KilowattHour, TimeSpan.FromMinutes(15));
        for (var i = 1; i <= 100; i++)
        {
            builder.Add(TimeZoneInfo.ConvertTime(start.AddMinutes(15 * i), Uhit.Client.CentralTime.Zone), 0.25m, ReadType.Actual);
        }

        Assert.Equal(
            (0, 25m, true), (builder.Build().Overlaps, builder.Build().ToKilowattHours(), builder.Build().ByDay().Single().IsComplete));
    }

    // As senders do that lose the offset: the second hour says the first one's time.
    [Fact]
    public void Build_TheHourThatAutumnRepeatsUnderOneOffset_HasConflictsAndAGap()
    {
        var start = new DateTimeOffset(2025, 11, 2, 0, 0, 0, TimeSpan.FromHours(-5));
        var builder = new IntervalSeriesBuilder("M1", UsageChannel.EnergyDelivered, UsageUnit.KilowattHour, TimeSpan.FromMinutes(15));
        for (var i = 1; i <= 12; i++)
        {
            var end = start.AddMinutes(15 * (i > 8 ? i - 4 : i));
            builder.Add(end, i, ReadType.Actual);
        }

        builder.Add(new DateTimeOffset(2025, 11, 2, 2, 15, 0, TimeSpan.FromHours(-6)), 13m, ReadType.Actual);
        var series = builder.Build();

        Assert.Equal((4, 0, 4), (series.Conflicts, series.Overlaps, Assert.Single(series.Gaps).MissingReadings));
    }

    // As senders do that have 24 columns for each day (ha-dominion-energy 14): the hour that spring leaves out, told in winter time, is the
    // first hour of summer time. Their readings collide; none is put where there was no time, and the day has its 92 quarters.
    [Fact]
    public void Build_TheHourThatSpringLeavesOut_IsTheHourThatFollows()
    {
        var start = new DateTimeOffset(2025, 3, 9, 0, 0, 0, TimeSpan.FromHours(-6));
        var builder = new IntervalSeriesBuilder("M1", UsageChannel.EnergyDelivered, UsageUnit.KilowattHour, TimeSpan.FromMinutes(15));
        for (var i = 1; i <= 12; i++)
        {
            builder.Add(start.AddMinutes(15 * i), 0m, ReadType.Actual);
        }

        for (var i = 1; i <= 84; i++)
        {
            builder.Add(new DateTimeOffset(2025, 3, 9, 3, 0, 0, TimeSpan.FromHours(-5)).AddMinutes(15 * i), 1m, ReadType.Actual);
        }

        var series = builder.Build();
        var day = Assert.Single(series.ByDay());

        Assert.Equal((92, 4, 0, 84m), (series.Count, series.Conflicts, series.Gaps.Count, series.Sum()));
        Assert.Equal((92, 92, true), (day.Readings, day.ExpectedReadings, day.IsComplete));
    }

    [Fact]
    public void Unpack_SeriesWithOverlaps_HasThemStill()
    {
        var usage = Of(Stray);

        Assert.Equal(3, Uhit.Client.Store.UsageCodec.Unpack(Uhit.Client.Store.UsageCodec.Pack(usage)).IntervalSeries[0].Overlaps);
    }
}
