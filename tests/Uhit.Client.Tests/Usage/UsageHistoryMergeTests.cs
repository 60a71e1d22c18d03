using CsCheck;
using Uhit.Client.Usage;

namespace Uhit.Client.Tests.Usage;

public sealed class UsageHistoryMergeTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 7, 12, 0, 0, TimeSpan.FromHours(-6));
    private static readonly EsiId Esi = EsiId.Parse("1008901000000000000001");

    [Fact]
    public void Merge_AnyPieces_DoesNotDependOnTheirOrder() => Gen.Select(
        Gen.Select(Gen.Int[0, 3], UsageGenerators.Histories).Array[1, 5], Gen.Int[0, int.MaxValue]).Sample(
        (drawn, seed) =>
        {
            var pieces = drawn.Select(piece => (Order(piece.Item1), piece.Item2 with { EsiId = Esi })).ToArray();
            var shuffled = pieces.ToArray();
            new Random(seed).Shuffle(shuffled);

            UsageAssert.Same(UsageHistoryMerge.Merge(pieces), UsageHistoryMerge.Merge(shuffled), exact: false);
        },
        iter: 100);

    // Few values, so that ties, repeats and overlaps are the rule.
    [Fact]
    public void Merge_PiecesThatCollide_DoesNotDependOnTheirOrder() => Gen.Select(
        Gen.Select(Gen.Int[0, 1], UsageGenerators.Colliding).Array[1, 4], Gen.Int[0, int.MaxValue]).Sample(
        (drawn, seed) =>
        {
            var pieces = drawn.Select(piece => (Order(piece.Item1), piece.Item2 with { EsiId = Esi })).ToArray();
            var shuffled = pieces.ToArray();
            new Random(seed).Shuffle(shuffled);

            UsageAssert.Same(UsageHistoryMerge.Merge(pieces), UsageHistoryMerge.Merge(shuffled), exact: false);
        },
        iter: 2000);

    [Fact]
    public void Merge_PeriodsOfOneMeterOverlap_LaterHolds()
    {
        var merged = Merge(
            (1, Of(Period("M1", 1, 31, 100), Period("M1", 31, 60, 200), Period("M2", 1, 31, 300))),
            (2, Of(Period("M1", 31, 59, 222))));

        Assert.Equal([100m, 222m, 300m], merged.BillingPeriods.Select(period => period.Usage));
    }

    [Fact]
    public void Merge_DroppedPeriod_DropsNothingItself()
    {
        var merged = Merge((1, Of(Period("M1", 0, 30, 1))), (2, Of(Period("M1", 15, 45, 2))), (3, Of(Period("M1", 31, 60, 3))));

        Assert.Equal([1m, 3m], merged.BillingPeriods.Select(period => period.Usage));
    }

    [Fact]
    public void Merge_SamePeriodTwiceInOneMessage_IsThereOnce() => Assert.Single(
        Merge((1, Of(Period("M1", 0, 30, 1))), (1, Of(Period("M1", 0, 30, 1)))).BillingPeriods);

    [Fact]
    public void Merge_LaterReading_HoldsAndTheRestStays()
    {
        var merged = Merge((2, Of(Series(15, (1, 20m)))), (1, Of(Series(15, (0, 1m), (1, 2m), (2, 3m)))));

        Assert.Equal([1m, 20m, 3m], Assert.Single(merged.IntervalSeries).Select(reading => reading.Quantity));
        Assert.Equal(0, merged.IntervalSeries[0].Conflicts);
    }

    [Fact]
    public void Merge_LaterHourOverQuarters_DropsTheFourOfThatHour()
    {
        var quarters = Series(15, [.. Enumerable.Range(0, 12).Select(index => (index, 1m))]);
        var hour = Series(60, (1, 40m));

        var merged = Merge((1, Of(quarters)), (2, Of(hour)));

        Assert.Equal([(15, 8m), (60, 40m)], merged.IntervalSeries.Select(series => ((int)series.Interval.TotalMinutes, series.Sum())));
    }

    [Fact]
    public void Merge_LaterKilowattsOverKilowattHours_CountsNoQuarterTwice()
    {
        var merged = Merge((1, Of(Series(15, (0, 1m), (1, 1m)))), (2, Of(Series(15, UsageUnit.Kilowatt, (1, 8m)))));

        Assert.Equal(3m, merged.IntervalSeries.Sum(series => series.ToKilowattHours()));
    }

    [Fact]
    public void Merge_OtherMeterOrChannel_StaysApart()
    {
        var other = new IntervalSeriesBuilder("M9", UsageChannel.EnergyDelivered, UsageUnit.KilowattHour, TimeSpan.FromMinutes(15));
        other.Add(Noon.AddMinutes(15), 5m, ReadType.Actual);

        Assert.Equal(2, Merge((1, Of(Series(15, (0, 1m)))), (2, Of(other.Build()))).IntervalSeries.Count);
    }

    [Fact]
    public void Merge_Head_TakesTheLatestThatIsThere()
    {
        var merged = Merge(
            (1, Of() with { CustomerName = "old", RateClass = "R", NoData = Error("early") }),
            (2, Of(Period("M1", 0, 30, 1)) with { CustomerName = "new" }));

        Assert.Equal(("new", "R", null), (merged.CustomerName, merged.RateClass, merged.NoData));
    }

    [Fact]
    public void Merge_LatestSaysNoData_KeepsItBesideTheDataThatCame()
    {
        var merged = Merge((1, Of(Period("M1", 0, 30, 1))), (2, Of() with { NoData = Error("late") }), (3, Of()));

        Assert.Equal("late", merged.NoData?.Description);
        Assert.Single(merged.BillingPeriods);
    }

    [Fact]
    public void Merge_NoneOrOfTwoEsiIds_Throws()
    {
        Assert.Throws<ArgumentException>(() => UsageHistoryMerge.Merge([]));
        Assert.Throws<ArgumentException>(() => Merge((1, Of()), (1, Of() with { EsiId = EsiId.Parse("1008901000000000000002") })));
    }

    private static UsageHistory Merge(params (int Order, UsageHistory History)[] pieces) =>
        UsageHistoryMerge.Merge(pieces.Select(piece => (Order(piece.Order), piece.History)));

    private static MessageOrder Order(int minutes) => new(Noon.AddMinutes(minutes), "m");

    private static UsageHistory Of(params BillingPeriod[] periods) => new() { LineNumber = 1, EsiId = Esi, BillingPeriods = periods };

    private static UsageHistory Of(params IntervalSeries[] series) => new() { LineNumber = 1, EsiId = Esi, IntervalSeries = series };

    private static UsageHistory Of() => new() { LineNumber = 1, EsiId = Esi };

    private static ReportedError Error(string text) => new() { Code = "A76", Description = text };

    private static BillingPeriod Period(string meter, int from, int to, decimal usage) => new()
    {
        MeterNumber = meter,
        StartDate = new DateOnly(2025, 1, 1).AddDays(from),
        EndDate = new DateOnly(2025, 1, 1).AddDays(to),
        Usage = usage,
    };

    private static IntervalSeries Series(int minutes, params (int Index, decimal Value)[] readings) =>
        Series(minutes, UsageUnit.KilowattHour, readings);

    private static IntervalSeries Series(int minutes, UsageUnit unit, params (int Index, decimal Value)[] readings)
    {
        var builder = new IntervalSeriesBuilder("M1", UsageChannel.EnergyDelivered, unit, TimeSpan.FromMinutes(minutes));
        foreach (var (index, value) in readings)
        {
            builder.Add(Noon.AddMinutes((index + 1) * minutes), value, ReadType.Actual);
        }

        return builder.Build();
    }
}
