using Uhit.Client.Usage;
using static Uhit.Client.Tests.Usage.UsageSamples;

namespace Uhit.Client.Tests.Usage;

/// <summary>The edges of quantities, gaps and bills, and which word of several messages holds.</summary>
public sealed class UsageBoundsTests
{
    private static readonly ReportedError Nothing = new() { Code = "N", Description = "none" };

    // Up to 18 places fit into 64 bits; more, and larger numbers, are kept as decimals.
    [Theory]
    [InlineData("0")]
    [InlineData("0.000000000000000001")]
    [InlineData("0.0000000000000000001")]
    [InlineData("9223372036854775806")]
    [InlineData("9223372036854775807")]
    [InlineData("-9223372036854775807")]
    [InlineData("-9223372036854775808")]
    [InlineData("9223372036854775808")]
    [InlineData("9.223372036854775807")]
    [InlineData("1.10")]
    [InlineData("-0.5")]
    public void Build_AnyQuantity_ComesBackAsItIs(string text)
    {
        var quantity = decimal.Parse(text);
        var builder = new IntervalSeriesBuilder("M1", UsageChannel.EnergyDelivered, UsageUnit.KilowattHour, TimeSpan.FromMinutes(15));
        decimal[] all = [1m, quantity, 2.5m, quantity, 0.125m];
        for (var at = 0; at < all.Length; at++)
        {
            builder.Add(Start.AddMinutes(15 * (at + 1)), all[at], ReadType.Actual);
        }

        var series = builder.Build();

        Assert.Equal(all, series.Select(reading => reading.Quantity));
        Assert.Equal(all.Select(one => Fraction.UnitsOf(one)), series.Select(reading => Fraction.UnitsOf(reading.Quantity)));
        Assert.Equal(quantity > 2.5m ? 1 : 2, IndexOf(series.Peak()?.End));

        int IndexOf(DateTimeOffset? end) => end is null ? -1 : (int)((end.Value - Start) / TimeSpan.FromMinutes(15)) - 1;
    }

    // Two words for one instant, of quantities that no 64 bits hold: the same is no conflict, another is one.
    [Theory]
    [InlineData("0.0000000000000000001", "0.0000000000000000001", 0)]
    [InlineData("0.0000000000000000001", "0.0000000000000000002", 1)]
    [InlineData("1.5", "1.50", 0)]
    [InlineData("1.5", "1.51", 1)]
    public void Build_InstantTwice_ConflictsWhereTheValuesDiffer(string first, string second, int conflicts)
    {
        var builder = new IntervalSeriesBuilder(null, UsageChannel.EnergyDelivered, UsageUnit.KilowattHour, TimeSpan.FromHours(1));
        builder.Add(Start.AddHours(1), decimal.Parse(first), ReadType.Actual);
        builder.Add(Start.AddHours(1), decimal.Parse(second), ReadType.Actual);

        var series = builder.Build();

        Assert.Equal((1, conflicts), (series.Count, series.Conflicts));
        Assert.Equal(decimal.Parse(second), series[0].Quantity);
    }

    [Theory]
    [InlineData(60, 0, 0)] // one after the other
    [InlineData(61, 1, 1)] // a minute is missing: a reading of it is
    [InlineData(120, 60, 1)]
    [InlineData(121, 61, 2)]
    [InlineData(180, 120, 2)]
    public void Gaps_BetweenTwoReadings_CountWhatIsMissing(int minutesBetween, int gapMinutes, int missing)
    {
        var series = Series("M1", 60, UsageUnit.KilowattHour, (60, 1m), (60 + minutesBetween, 1m));

        Assert.Equal(
            gapMinutes == 0 ? [] : [(Start.AddMinutes(60), Start.AddMinutes(60 + gapMinutes), missing)],
            series.Gaps.Select(gap => (gap.Start, gap.End, gap.MissingReadings)));
        Assert.Equal((Start, (DateTimeOffset?)Start.AddMinutes(60 + minutesBetween)), (series.Start, series.End));
        Assert.Equal(TimeSpan.FromHours(2), series.Covered);
    }

    [Fact]
    public void Series_WithoutReadings_HasNeitherBeginningNorEnd()
    {
        var none = Series("M1", 0, 0, 1m);
        Assert.Equal((null, null, TimeSpan.Zero), (none.Start, none.End, none.Covered));
        Assert.Equal((0m, 0m, null), (none.Sum(), none.ToKilowattHours(), none.Peak()));
        Assert.Empty(none.ByDay());
        // Nothing is said by it, and nothing in doubt.
        Assert.Equal(new UsageTotals { Source = RequestedUsage.None }, Of(none).ToTotals());
        Assert.Equal(
            UsageDoubts.None, Of(Series("M1", 0, 0, 1m, new UsageUnit("BTU"), channel: new UsageChannel("Gas"))).ToTotals().Doubts);
        Assert.Equal(RequestedUsage.Billing, (Of(Bill("M1", 0, 30, 1m)) with { IntervalSeries = [none] }).ToTotals().Source);
    }

    [Theory]
    [InlineData("2025-01-02", "2025-01-01")]
    [InlineData("2025-01-01", null)]
    [InlineData("2024-12-31", null)]
    public void Period_OfABill_IsTheDaysBeforeTheClosingRead(string end, string? last)
    {
        var bill = new BillingPeriod { StartDate = new(2025, 1, 1), EndDate = DateOnly.Parse(end), Usage = 1m };
        Assert.Equal(last is null ? null : DateOnly.Parse(last), bill.Period?.End);
    }

    [Theory]
    [InlineData(0, 0, RequestedUsage.None)]
    [InlineData(1, 0, RequestedUsage.Billing)]
    [InlineData(0, 1, RequestedUsage.Interval)]
    [InlineData(1, 1, RequestedUsage.BillingAndInterval)]
    public void Received_IsWhatIsThere(int bills, int series, RequestedUsage expected)
    {
        var history = Of(Enumerable.Repeat(Bill("M1", 0, 30, 1m), bills).ToArray()) with
        {
            IntervalSeries = [.. Enumerable.Repeat(Series("M1", 0, 1, 1m), series)],
        };
        Assert.Equal(expected, history.Received);
    }

    // Reactive power is neither energy nor unknown; it stays beside the energy of its meter.
    [Fact]
    public void Merge_ReactiveUnits_AreOneMeasureAndNoEnergy()
    {
        var reactive = Series("M1", 0, 4, 1m, UsageUnit.KilovarHour);
        var power = Series("M1", 0, 4, 1m, UsageUnit.Kilovar);
        var energy = Series("M1", 0, 4, 1m);
        Assert.Equal(2, UsageHistoryMerge.Merge(Of(reactive, power, energy)).IntervalSeries.Count(series => series.Count > 0));
        Assert.Equal(4m, Of(reactive, energy).ToTotals().KilowattHoursDelivered);
        Assert.Null(reactive.ToKilowattHours());
        Assert.Null(power.Peak());
    }

    [Fact]
    public void Merge_HeadOfTwoMessages_EachFieldFromTheLatestThatHasIt()
    {
        var address = new ServiceAddress { Line1 = "1 Main St", City = "Houston", State = "TX", PostalCode = "77002" };
        var earlier = Of(Bill("M1", 0, 30, 1m)) with
        {
            LineNumber = 3,
            CustomerName = "Bakery",
            ServiceAddress = address,
            LoadProfile = "P1",
            RateClass = "R1",
            MeterReadCycle = "01",
            ErcotRegion = "Houston",
        };
        var later = Of(Bill("M1", 30, 60, 1m)) with
        {
            LineNumber = 2,
            CustomerName = "Bakery Inc",
            ServiceAddress = address with { City = "Katy" },
            LoadProfile = "P2",
            RateClass = "R2",
            MeterReadCycle = "02",
            ErcotRegion = "North",
        };
        var silent = Of(Bill("M1", 60, 90, 1m)) with { LineNumber = 9 };

        var merged = UsageHistoryMerge.Merge([(At(1), earlier), (At(2), later), (At(3), silent)]);

        Assert.Equal(
            ("Bakery Inc", later.ServiceAddress, "P2", "R2", "02", "North", 9),
            (merged.CustomerName, merged.ServiceAddress, merged.LoadProfile, merged.RateClass, merged.MeterReadCycle, merged.ErcotRegion,
                merged.LineNumber));
        // Two of one message: always the same one, whatever their order; the number of the line is the lowest.
        foreach (var both in new[] { (UsageHistory[])[earlier, later], [later, earlier] })
        {
            var one = UsageHistoryMerge.Merge([.. both.Select(history => (At(1), history))]);
            Assert.Equal(("Bakery", "Houston", 2), (one.CustomerName, one.ServiceAddress!.City, one.LineNumber));
        }
    }

    [Fact]
    public void Merge_NoDataOfOneMessage_AlwaysTheSameWord()
    {
        UsageHistory Empty(ReportedError? error) => Of(Array.Empty<BillingPeriod>()) with { NoData = error };
        ReportedError[] words =
            [Nothing, Nothing with { Code = "O" }, Nothing with { Description = "nothing" }, Nothing with { LineNumber = 1 }];
        foreach (var word in words[1..])
        {
            var one = UsageHistoryMerge.Merge([(At(1), Empty(Nothing)), (At(1), Empty(word))]).NoData;
            Assert.Equal(one, UsageHistoryMerge.Merge([(At(1), Empty(word)), (At(1), Empty(Nothing))]).NoData);
        }

        Assert.Equal(Nothing, UsageHistoryMerge.Merge([(At(1), Of(Bill("M1", 0, 1, 1m))), (At(2), Empty(Nothing))]).NoData);
        Assert.Null(UsageHistoryMerge.Merge([(At(2), Of(Bill("M1", 0, 1, 1m))), (At(1), Empty(Nothing))]).NoData);
        Assert.Null(UsageHistoryMerge.Merge([(At(1), Of(Bill("M1", 0, 1, 1m))), (At(1), Empty(Nothing))]).NoData);
        Assert.Equal(Nothing, UsageHistoryMerge.Merge([(At(2), Empty(null)), (At(1), Empty(Nothing))]).NoData);
    }

    // A later bill replaces what it shares more than the day of the read with; one that has one day alone is replaced by that day.
    [Theory]
    [InlineData(0, 30, 29, 60, 2)] // one day in common
    [InlineData(0, 30, 28, 60, 1)]
    [InlineData(0, 30, 30, 60, 2)]
    [InlineData(5, 6, 0, 30, 1)] // a single day within
    [InlineData(5, 6, 6, 30, 2)]
    [InlineData(0, 30, 5, 6, 1)]
    [InlineData(0, 30, 30, 31, 2)]
    [InlineData(0, 2, 1, 3, 2)]
    [InlineData(0, 3, 1, 4, 1)]
    public void Merge_LaterBill_ReplacesWhatItSharesDaysWith(int from, int to, int laterFrom, int laterTo, int left)
    {
        var merged = UsageHistoryMerge.Merge(
            [(At(1), Of(Bill("M1", from, to, 10m))), (At(2), Of(Bill("M1", laterFrom, laterTo, 20m)))]);
        Assert.Equal(left, merged.BillingPeriods.Count);
        Assert.Contains(merged.BillingPeriods, period => period.Usage == 20m);
        var ofOthers = UsageHistoryMerge.Merge(
            [(At(1), Of(Bill("m1", from, to, 10m))), (At(2), Of(Bill("M1", laterFrom, laterTo, 20m)))]);
        Assert.Equal(2, ofOthers.BillingPeriods.Count); // numbers of meters are told apart by case
    }

    [Fact]
    public void ToTotals_FactorOfALoadThatIsNone_IsNotGiven()
    {
        Assert.Null(Of(Series("M1", 0, 4, 0m)).ToTotals().LoadFactor);
        Assert.Null(Of(Series("M1", 0, 4, -1m)).ToTotals().LoadFactor);
        Assert.Equal(1m, Of(Series("M1", 0, 4, 1m)).ToTotals().LoadFactor);
        Assert.Null(Of(Bill("M1", 0, 30, 1m, 0m)).ToTotals().LoadFactor);
        Assert.Equal(0m, Of(Bill("M1", 0, 30, 0m, 1m)).ToTotals().LoadFactor);
        Assert.Null(Of(Bill("M1", 0, 30, -1m, 1m)).ToTotals().LoadFactor);
    }

    [Fact]
    public void ToTotals_ReadTypesOfBills_ThreeKinds()
    {
        BillingPeriod Of(int month, string? readType) =>
            Bill("M1", month * 30, (month + 1) * 30, 1m) with { ReadType = readType is null ? null : new ReadType(readType) };
        var totals = UsageSamples.Of(Of(0, "Actual"), Of(1, "Estimated"), Of(2, "Guess"), Of(3, null)).ToTotals();
        Assert.Equal((0.25m, 0.25m), (totals.EstimatedShare, totals.UnknownReadTypeShare));
        Assert.Equal(UsageDoubts.UnknownReadType, totals.Doubts);
        Assert.Equal(UsageDoubts.None, UsageSamples.Of(Of(0, "Actual"), Of(1, "Estimated"), Of(2, null)).ToTotals().Doubts);
    }

    [Fact]
    public void Code_OfAUnit_KnownOrAsItCame()
    {
        Assert.Equal(("therm", false), (new UsageUnit(" therm ").Value, new UsageUnit("therm").IsKnown));
        Assert.Equal(("kWh", true), (new UsageUnit(" kwh ").Value, new UsageUnit("KWH").IsKnown));
    }

    private static MessageOrder At(int day) => new(Start.AddDays(day), $"m{day}");
}
