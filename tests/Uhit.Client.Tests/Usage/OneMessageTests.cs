using CsCheck;
using Uhit.Client.Usage;
using static Uhit.Client.Tests.Usage.UsageSamples;

namespace Uhit.Client.Tests.Usage;

/// <summary>What one message says twice counts once, and its totals are those of the merged view.</summary>
public sealed class OneMessageTests
{
    private static readonly Gen<UsageHistory> Histories = Gen.OneOf(UsageGenerators.Histories, UsageGenerators.Colliding);

    [Fact]
    public void ToTotals_AnyMessage_IsThatOfTheMergedView() => Histories.Sample(
        history => history.ToTotals() == UsageHistoryMerge.Merge(history).ToTotals()
            && history.ToTotals() == UsageHistoryMerge.Merge([(new MessageOrder(Start, "m"), history)]).ToTotals(),
        iter: 2000);

    [Fact]
    public void ToTotals_SameMessageTwice_IsThatOfOne() => Histories.Sample(
        history =>
        {
            var twice = UsageHistoryMerge.Merge(
                [(new MessageOrder(Start, "1"), history), (new MessageOrder(Start.AddHours(1), "2"), history)]).ToTotals();
            var once = history.ToTotals();
            return once.KilowattHoursDelivered == twice.KilowattHoursDelivered
                && once.AnnualisedKilowattHours == twice.AnnualisedKilowattHours
                && once.Peak == twice.Peak;
        },
        iter: 2000);

    [Fact]
    public void ToTotals_SameBillTwice_CountsOnce() => Assert.Equal(300m, Energy(Bill("M1", 0, 31, 300), Bill("M1", 0, 31, 300)));

    [Fact]
    public void ToTotals_SameBillWithAndWithoutMeterNumber_CountsOnce() =>
        Assert.Equal(300m, Energy(Bill("M1", 0, 31, 300), Bill(null, 0, 31, 300)));

    [Theory]
    [InlineData("300 -300 290", 290)]
    [InlineData("290 -300 300", 290)]
    [InlineData("300 -300 300", 300)]
    [InlineData("300 300 -300 290", 290)]
    [InlineData("300 -300 290 300 -300 290", 290)]
    [InlineData("300 -300 290 -290 280", 280)]
    [InlineData("300 -300 310 -300", 310)]
    [InlineData("-300 290", 290)]
    public void ToTotals_CancelledAndBilledAgain_IsTheLastBill(string bills, decimal expected)
    {
        var totals = Of([
            .. bills.Split(' ').Select(usage => Bill("M1", 0, 31, decimal.Parse(usage, System.Globalization.CultureInfo.InvariantCulture))),
        ]).ToTotals();

        Assert.Equal(expected, totals.KilowattHoursDelivered);
        Assert.Equal(expected / 31 * 365, totals.AnnualisedKilowattHours!.Value, 10);
    }

    [Fact]
    public void Merge_CancelledWithoutANewBill_LeavesNothing() =>
        Assert.Empty(UsageHistoryMerge.Merge(Of(Bill("M1", 0, 31, 300), Bill("M1", 0, 31, -300))).BillingPeriods);

    [Fact]
    public void Merge_CancelledAndBilledInHalves_LeavesTheHalves() => Assert.Equal(
        [150m, 140m],
        UsageHistoryMerge
            .Merge(Of(Bill("M1", 0, 31, 300), Bill("M1", 0, 31, -300), Bill("M1", 0, 15, 150), Bill("M1", 15, 31, 140))).BillingPeriods
            .Select(bill => bill.Usage));

    [Theory]
    [InlineData("300", "-300", "290", 290)]
    [InlineData("300", "-300 290", "290", 290)]
    [InlineData("300", "290", "-300", 290)]
    [InlineData("300", "-300", "300", 300)]
    [InlineData("300", "300", "-300 290", 290)]
    [InlineData("300", "-300 300", "-300 300", 300)]
    [InlineData("300", "300 -300 300", "300", 300)]
    public void Merge_CancelledInALaterMessage_IsTheLastBill(string first, string second, string third, decimal expected)
    {
        var pieces = new[] { first, second, third }.Select((bills, index) => (
            new MessageOrder(Start.AddHours(index), "m"),
            Of([.. bills.Split(' ')
                .Select(usage => Bill("M1", 0, 31, decimal.Parse(usage, System.Globalization.CultureInfo.InvariantCulture)))])));

        Assert.Equal(expected, Assert.Single(UsageHistoryMerge.Merge(pieces).BillingPeriods).Usage);
    }

    [Fact]
    public void ToTotals_CancelledInALaterMessageAndNotBilledAgain_IsNothing()
    {
        var merged = UsageHistoryMerge.Merge(
            [(new MessageOrder(Start, "1"), Of(Bill("M1", 0, 31, 300))), (new MessageOrder(Start, "2"), Of(Bill("M1", 0, 31, -300)))]);

        Assert.Equal(new UsageTotals { Source = RequestedUsage.None }, merged.ToTotals());
    }

    [Theory]
    [InlineData("-300 300")]
    [InlineData("300 -300")]
    public void ToTotals_LaterMessageTakesBackAndBillsTheSameAgain_LeavesItAndSaysSo(string later)
    {
        var totals =
            Merge(
                Of(Bill("M1", 0, 31, 300)),
                Of([.. later.Split(' ')
                    .Select(usage => Bill("M1", 0, 31, int.Parse(usage, System.Globalization.CultureInfo.InvariantCulture)))]))
                    .ToTotals();

        Assert.Equal((300m, UsageDoubts.Conflicts), (totals.KilowattHoursDelivered, totals.Doubts));
    }

    [Fact]
    public void Merge_CancelledTwiceInTheSameWay_LeavesNothing()
    {
        var cancelled = Of(Bill("M1", 0, 31, 300), Bill("M1", 0, 31, -300));

        Assert.Empty(Merge(cancelled, cancelled).BillingPeriods);
    }

    [Fact]
    public void ToTotals_OneMonthCorrectedOfMonthsBesideTheYearsSummary_IsTheOtherMonthsAndThatOne() => Assert.Equal(
        12_010m,
        Merge(Of([.. Months(_ => "M1", 1000), Bill("M1", 0, 365, 12_000)]), Of(Bill("M1", 0, 31, 1010))).ToTotals().KilowattHoursDelivered);

    [Theory]
    [InlineData(31, 31)]
    [InlineData(31, 20)]
    public void ToTotals_BillWithoutDays_IsInNoRateAndIsSaid(int from, int to)
    {
        var totals = Of(Bill("M1", 0, 31, 744, 2m), Bill("M1", from, to, 744, 1m)).ToTotals();

        Assert.Equal(
            (1488m, 8760m, 0.5m, UsageDoubts.BillWithoutDays),
            (totals.KilowattHoursDelivered, totals.AnnualisedKilowattHours, totals.LoadFactor, totals.Doubts));
        Assert.Equal(
            (null, UsageDoubts.BillWithoutDays),
            Of(Bill("M1", from, to, 1)).ToTotals() is var alone ? (alone.AnnualisedKilowattHours, alone.Doubts) : default);
    }

    [Fact]
    public void ToTotals_MoreReadTypesThanOneSeriesHolds_CountsTheRestAsUnknown()
    {
        var totals = Of(ManyReadTypes(0), ManyReadTypes(200)).ToTotals();

        Assert.Equal((400m, 1m), (totals.KilowattHoursDelivered, totals.UnknownReadTypeShare));
    }

    [Fact]
    public void ToTotals_NegativeBillThatTakesNoneBack_CountsAndIsSaid()
    {
        var totals = Of(Bill("M1", 0, 31, 300), Bill("M1", 31, 59, -50)).ToTotals();

        Assert.Equal((250m, UsageDoubts.NegativeBill), (totals.KilowattHoursDelivered, totals.Doubts));
    }

    [Fact]
    public void ToTotals_TwoValuesForOneBill_GreaterHoldsAndIsCounted()
    {
        var totals = Of(Bill("M1", 0, 31, 290), Bill("M1", 0, 31, 300)).ToTotals();

        Assert.Equal((300m, 1, UsageDoubts.Conflicts), (totals.KilowattHoursDelivered, totals.Conflicts, totals.Doubts));
    }

    [Fact]
    public void ToTotals_MonthsBesideTheYearsSummary_CountsNoDayTwice()
    {
        var totals = Of([.. Months(_ => "M1", 1000), Bill("M1", 0, 365, 12_000)]).ToTotals();

        Assert.Equal((12_000m, 12_000m, 12), (totals.KilowattHoursDelivered, totals.AnnualisedKilowattHours, totals.Conflicts));
    }

    [Fact]
    public void ToTotals_BillsOfOneMeterThatShareDays_AreSaidToOverlap() =>
        Assert.Equal(UsageDoubts.OverlappingBills, Of(Bill("M1", 0, 31, 300), Bill("M1", 28, 59, 300)).ToTotals().Doubts);

    [Fact]
    public void Merge_LaterBillSharesTheDayOfTheRead_DropsNothing()
    {
        var merged = UsageHistoryMerge.Merge(
            [(new MessageOrder(Start, "1"), Of(Bill("M1", 0, 31, 300))), (new MessageOrder(Start, "2"), Of(Bill("M1", 30, 59, 280)))]);

        Assert.Equal([300m, 280m], merged.BillingPeriods.Select(bill => bill.Usage));
    }

    // The rule as it is written down, bill by bill.
    [Fact]
    public void Merge_AnyBillsOfTwoMessages_LaterReplacesWhatSharesMoreThanTheDayOfTheRead() => Gen.Select(
        Gen.Select(Gen.Int[0, 40], Gen.Int[0, 6]).Array[1, 6], Gen.Select(Gen.Int[0, 40], Gen.Int[0, 6]).Array[1, 6]).Sample(
        (first, second) =>
        {
            var earlier =
                UsageHistoryMerge.Merge(Of([.. first.Select(bill => Bill("M1", bill.Item1, bill.Item1 + bill.Item2, 1))])).BillingPeriods;
            var later =
                UsageHistoryMerge.Merge(Of([.. second.Select(bill => Bill("M1", bill.Item1, bill.Item1 + bill.Item2, 2))])).BillingPeriods;
            var expected = later.Concat(earlier.Where(bill => !later.Any(other => Replaces(other, bill))))
                .OrderBy(bill => bill.StartDate)
                .ThenBy(bill => bill.EndDate);

            var merged =
                UsageHistoryMerge.Merge([(new MessageOrder(Start, "1"), Of([.. earlier])), (new MessageOrder(Start, "2"), Of([.. later]))]);

            Assert.Equal(expected, merged.BillingPeriods.OrderBy(bill => bill.StartDate).ThenBy(bill => bill.EndDate));
        },
        iter: 2000);

    [Fact]
    public void ToTotals_OneSeriesTwiceWithOtherValues_CountsOnceAndIsCounted()
    {
        var totals = Of(Series("M1", 0, 24, 1m), Series("M1", 0, 24, 2m)).ToTotals();

        Assert.Equal((48m, 24, UsageDoubts.Conflicts), (totals.KilowattHoursDelivered, totals.Conflicts, totals.Doubts));
    }

    [Fact]
    public void ToTotals_OneTimeByHoursAndByQuarters_CountsOnce() =>
        Assert.Equal(24m, Of(Series("M1", 0, 24, 1m), Series("M1", 0, 96, 1m, minutes: 15)).ToTotals().KilowattHoursDelivered);

    [Fact]
    public void Merge_OneTimeInKilowattsAndKilowattHours_KeepsEnergy() => Assert.Equal(
        UsageUnit.KilowattHour,
        Assert.Single(
            UsageHistoryMerge.Merge(Of(
                Series("M1", 0, 96, 1m, minutes: 15),
                Series("M1", 0, 96, 0.25m, UsageUnit.KilowattHour, 15))).IntervalSeries, series => series.Count > 0).Unit);

    private static UsageHistory Merge(params UsageHistory[] messages) =>
        UsageHistoryMerge.Merge(messages.Select((history, index) => (new MessageOrder(Start.AddHours(index), "m"), history)));

    private static IntervalSeries ManyReadTypes(int from)
    {
        var builder = new IntervalSeriesBuilder("M1", UsageChannel.EnergyDelivered, UsageUnit.Kilowatt, TimeSpan.FromHours(1));
        for (var i = from; i < from + 200; i++)
        {
            builder.Add(Start.AddHours(i + 1), 1m, new ReadType($"R{i}"));
        }

        return builder.Build();
    }

    private static bool Replaces(BillingPeriod later, BillingPeriod earlier)
    {
        var (left, right) = (DaysOf(later), DaysOf(earlier));
        var shared = left.Intersect(right).Count();
        return (later.StartDate == earlier.StartDate && later.EndDate == earlier.EndDate)
            || shared > 1
            || (shared == 1 && (left.Length == 1 || right.Length == 1));
    }

    private static int[] DaysOf(BillingPeriod bill) =>
        [.. Enumerable.Range(bill.StartDate.DayNumber, bill.EndDate.DayNumber - bill.StartDate.DayNumber)];

    private static decimal? Energy(params BillingPeriod[] bills) => Of(bills).ToTotals().KilowattHoursDelivered;
}
