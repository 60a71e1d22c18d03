using Uhit.Client.Usage;
using static Uhit.Client.Tests.Usage.UsageSamples;

namespace Uhit.Client.Tests.Usage;

/// <summary>What is not known is said, and padding or the case of letters makes no other code.</summary>
public sealed class UnknownCodeTests
{
    [Fact]
    public void ToTotals_ReadTypeThatIsNotKnown_IsAShareOfItsOwn()
    {
        var totals = Of(
            Series("A", 0, 6, 1m, readType: new ReadType("Edited")), Series("B", 6, 12, 1m, readType: ReadType.Estimated),
            Series("C", 18, 6, 1m)).ToTotals();

        Assert.Equal((0.5m, 0.25m, UsageDoubts.UnknownReadType), (totals.EstimatedShare, totals.UnknownReadTypeShare, totals.Doubts));
    }

    [Fact]
    public void ToTotals_BillOfAReadTypeThatIsNotKnown_IsAShareOfItsOwn()
    {
        var totals = Of(
            Bill("A", 0, 30, 1) with { ReadType = ReadType.Estimated },
            Bill("A", 30, 60, 1) with { ReadType = new ReadType("Prorated") },
            Bill("A", 60, 90, 1) with { ReadType = ReadType.Actual },
            Bill("A", 90, 120, 1)).ToTotals();

        Assert.Equal((0.25m, 0.25m, UsageDoubts.UnknownReadType), (totals.EstimatedShare, totals.UnknownReadTypeShare, totals.Doubts));
    }

    [Fact]
    public void Counts_ReadTypes_AreKeptApart()
    {
        var series = Series("A", 0, 24, 1m, readType: new ReadType("Edited"));

        Assert.Equal((0, 24), (series.EstimatedCount, series.UnknownReadTypeCount));
        Assert.All(series.ByDay(), day => Assert.Equal((0, 24), (day.EstimatedReadings, day.UnknownReadings)));
        Assert.All(series.ByMonth(), month => Assert.Equal((0, 24), (month.EstimatedReadings, month.UnknownReadings)));
    }

    [Theory]
    [InlineData("MWh")]
    [InlineData("Wh")]
    [InlineData("V")]
    [InlineData("kVARh")]
    [InlineData("")]
    public void ToTotals_UnitThatIsNoEnergy_HasNoFigureAndSaysSo(string unit)
    {
        var series = Series("A", 0, 24, 1m, new UsageUnit(unit));

        Assert.Equal((null, null), (series.ToKilowattHours(), series.Peak()));
        Assert.Equal(new UsageTotals { Source = RequestedUsage.Interval, Doubts = UsageDoubts.UnknownUnit }, Of(series).ToTotals());
    }

    [Fact]
    public void ToTotals_UnitThatIsNoEnergyBesideBills_IsFromTheBillsAndSaysSo()
    {
        var totals = (Of(Series("A", 0, 24, 1m, new UsageUnit("V"))) with { BillingPeriods = [Bill("A", 0, 30, 300m)] }).ToTotals();

        Assert.Equal(
            (RequestedUsage.Billing, 300m, UsageDoubts.UnknownUnit), (totals.Source, totals.KilowattHoursDelivered, totals.Doubts));
    }

    [Fact]
    public void ToTotals_ChannelThatIsNotKnown_SaysSo() => Assert.Equal(
        new UsageTotals { Source = RequestedUsage.Interval, Doubts = UsageDoubts.UnknownChannel },
        Of(Series("A", 0, 24, 1m, channel: new UsageChannel("Net"))).ToTotals());

    [Theory]
    [InlineData("KWH")]
    [InlineData("kwh")]
    [InlineData(" kWh\t")]
    public void UsageUnit_OtherCaseOrPadding_IsTheUnit(string text) =>
        Assert.Equal((UsageUnit.KilowattHour, "kWh", true), (new UsageUnit(text), new UsageUnit(text).Value, new UsageUnit(text).IsKnown));

    [Fact]
    public void Codes_OtherCaseOrPadding_AreTheCodes()
    {
        Assert.Equal(ReadType.Actual, new ReadType(" ACTUAL"));
        Assert.Equal(MeterType.Advanced, new MeterType("advanced "));
        Assert.Equal(UsageChannel.EnergyDelivered, new UsageChannel("energydelivered"));
        Assert.Equal(ValidationStatus.Validated, new ValidationStatus(" Validated "));
        Assert.Equal("A76", new ReportedError { Code = " A76 ", Description = "x" }.Code);
        Assert.Equal(new ReadType("Pro rated"), new ReadType("  Pro \t rated "));
        Assert.Equal(default, new ReadType("  "));
        Assert.Equal(ReadType.Actual, ReadType.Estimated with { Value = "actual " });
    }

    [Fact]
    public void Codes_LettersThatOnlyFoldToThem_StayUnknown() => Assert.False(new UsageUnit("\u212AWh").IsKnown);

    [Fact]
    public void Merge_MeterNumbersThatDifferInPadding_AreOneMeter()
    {
        var merged = UsageHistoryMerge.Merge(Of(Series(" A", 0, 24, 1m), Series("A", 0, 24, 1m), Series("A\t", 24, 24, 1m)) with
        {
            BillingPeriods = [Bill("A ", 0, 30, 300m), Bill("A", 0, 30, 300m)],
        });

        Assert.Equal(("A", 48), (Assert.Single(merged.IntervalSeries).MeterNumber, merged.IntervalSeries[0].Count));
        Assert.Equal("A", Assert.Single(merged.BillingPeriods).MeterNumber);
    }

    [Fact]
    public void Merge_BlankCodesOfALaterMessage_LeaveThoseThatCame()
    {
        var merged = UsageHistoryMerge.Merge(
        [
            (
                new MessageOrder(Start, "1"),
                Of(Bill("A", 0, 30, 1)) with { RateClass = " R1 ", LoadProfile = "P", MeterReadCycle = "C", ErcotRegion = "E" }),
            (
                new MessageOrder(Start, "2"),
                Of(Bill("A", 30, 60, 1)) with { RateClass = "", LoadProfile = " ", MeterReadCycle = "\t", ErcotRegion = "  " }),
        ]);

        Assert.Equal(("R1", "P", "C", "E"), (merged.RateClass, merged.LoadProfile, merged.MeterReadCycle, merged.ErcotRegion));
    }

    // As stored before codes were read without padding.
    [Fact]
    public void Counts_OneReadTypeStoredTwice_AreThoseOfBoth()
    {
        var columns = new IntervalColumns(
            [new IntervalRun(0, Start.AddHours(1).UtcTicks, 0)], [1, 1, 1], null, 0, [0, 1, 2],
            [ReadType.Estimated, ReadType.Actual, new ReadType("ESTIMATED")], TimeSpan.FromHours(1), 0);
        var series = new IntervalSeries("M1", UsageChannel.EnergyDelivered, UsageUnit.Kilowatt, TimeSpan.FromHours(1), columns);

        Assert.Equal((2, 0), (series.EstimatedCount, series.UnknownReadTypeCount));
    }

    [Fact]
    public void MeterNumber_Blank_IsNone() =>
        Assert.Equal((null, null), (Bill(" ", 0, 1, 1).MeterNumber, Series("", 0, 1, 1m).MeterNumber));
}
