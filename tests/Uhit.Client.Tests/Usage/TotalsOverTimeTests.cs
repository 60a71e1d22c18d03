using Uhit.Client.Usage;
using static Uhit.Client.Tests.Usage.UsageSamples;

namespace Uhit.Client.Tests.Usage;

/// <summary>Totals follow time, not meter numbers.</summary>
public sealed class TotalsOverTimeTests
{
    [Fact]
    public void ToTotals_BillsOfAMeterThatIsReplacedInJuly_IsTheYear() =>
        Assert.Equal(12_000m, Of(Months(month => month <= 6 ? "OLD" : "NEW", 1000)).ToTotals().AnnualisedKilowattHours);

    [Fact]
    public void ToTotals_BillsOfThreeMeters_IsTheYear() =>
        Assert.Equal(12_000m, Of(Months(month => "M" + (month % 3), 1000)).ToTotals().AnnualisedKilowattHours);

    [Fact]
    public void ToTotals_BillsOfMetersSideBySide_AreAdded()
    {
        var totals = Of([.. Months(_ => "A", 1000), .. Months(_ => "B", 500)]).ToTotals();

        Assert.Equal(
            (18_000m, 18_000m, TimeSpan.FromDays(365)), (totals.KilowattHoursDelivered, totals.AnnualisedKilowattHours, totals.Covered));
    }

    [Fact]
    public void ToTotals_BillsWithAGapBetweenMeters_CountsOnlyDaysThatAreCovered()
    {
        var totals = Of(Bill("OLD", 0, 100, 1000), Bill("NEW", 200, 300, 1000)).ToTotals();

        Assert.Equal(
            (2000m, 3650m, TimeSpan.FromHours(4799)), (totals.KilowattHoursDelivered, totals.AnnualisedKilowattHours, totals.Covered));
    }

    [Fact]
    public void ToTotals_BillsThatShareTheDayOfTheChange_AreOneLoad()
    {
        var totals = Of(Bill("OLD", 0, 180, 1800, 1m), Bill("NEW", 179, 365, 1850, 2m)).ToTotals();

        Assert.Equal((3650m, 3650m, UsageDoubts.None), (totals.KilowattHoursDelivered, totals.AnnualisedKilowattHours, totals.Doubts));
        Assert.Equal(3650m / 8760 / 2, totals.LoadFactor!.Value, 20);
    }

    [Fact]
    public void ToTotals_BillsWithoutMeterNumberForHalfAYear_IsTheYear() =>
        Assert.Equal((12_000m, UsageDoubts.None), Figures(Of(Months(month => month <= 6 ? null : "M1", 1000)).ToTotals()));

    [Fact]
    public void ToTotals_BillsOfTheSameTimeWithAndWithoutMeterNumber_SaysSo() =>
        Assert.Equal(UsageDoubts.UnnamedMeter, Of([.. Months(_ => null, 1000), .. Months(_ => "M1", 999)]).ToTotals().Doubts);

    [Fact]
    public void ToTotals_BillsThatShareADayWithAndWithoutMeterNumber_AreOneAfterAnother() =>
        Assert.Equal(UsageDoubts.None, Of(Bill(null, 0, 31, 310), Bill("M1", 30, 60, 300)).ToTotals().Doubts);

    [Fact]
    public void ToTotals_SeriesOfTheSameTimeWithAndWithoutMeterNumber_SaysSo()
    {
        Assert.Equal(UsageDoubts.UnnamedMeter, Of(Series(null, 0, 24, 1m), Series("M1", 23, 24, 2m)).ToTotals().Doubts);
        Assert.Equal(UsageDoubts.None, Of(Series(null, 0, 24, 1m), Series("M1", 24, 24, 2m)).ToTotals().Doubts);
    }

    [Theory]
    [InlineData("kW", 1)]
    [InlineData("kWh", 1)]
    public void ToTotals_SeriesOfAMeterThatIsReplaced_IsOneLoad(string unit, decimal value)
    {
        var totals = Of(Series("OLD", 0, 4000, value, new(unit)), Series("NEW", 4000, 4760, value, new(unit))).ToTotals();

        Assert.Equal(
            (8760m, 8760m, 1m, 1m),
            (totals.KilowattHoursDelivered, totals.AnnualisedKilowattHours, totals.LoadFactor, totals.Peak?.Kilowatts));
    }

    [Fact]
    public void ToTotals_ThreeMetersInTwoUnitsAndIntervals_IsOneLoad()
    {
        var totals = Of(
            Series("A", 0, 24, 1m), Series("B", 24 * 4, 96, 0.25m, UsageUnit.KilowattHour, 15),
            Series("C", 48 * 2, 48, 1m, UsageUnit.Kilowatt, 30)).ToTotals();

        Assert.Equal(
            (72m, 8760m, 1m, TimeSpan.FromDays(3)),
            (totals.KilowattHoursDelivered, totals.AnnualisedKilowattHours, totals.LoadFactor, totals.Covered));
    }

    [Fact]
    public void ToTotals_SeriesWithAGapBetweenMeters_CountsOnlyHoursThatAreCovered() =>
        Assert.Equal(8760m, Of(Series("OLD", 0, 24, 1m), Series("NEW", 240, 24, 1m)).ToTotals().AnnualisedKilowattHours);

    [Fact]
    public void ToTotals_SeriesThatShareADay_AreAddedOnThatDay()
    {
        var totals = Of(Series("OLD", 0, 48, 1m), Series("NEW", 24, 48, 2m)).ToTotals();

        Assert.Equal((144m, 144m / 3 * 365, 3m), (totals.KilowattHoursDelivered, totals.AnnualisedKilowattHours, totals.Peak?.Kilowatts));
        Assert.Equal((Start.AddDays(1), Start.AddDays(1).AddHours(1)), (totals.Peak!.Start, totals.Peak.End));
        Assert.Equal(2m / 3, totals.LoadFactor!.Value, 20);
    }

    [Fact]
    public void ToTotals_MetersSideBySideOfTwoIntervals_PeakIsTheHighestSum()
    {
        var quarters = Series("B", 15, UsageUnit.KilowattHour, (15, 0.25m), (30, 2m), (45, 0.25m), (60, 0.25m));
        var totals = Of(Series("A", 0, 1, 4m), quarters).ToTotals();

        Assert.Equal(new UsagePeak { Kilowatts = 12m, Start = Start.AddMinutes(15), End = Start.AddMinutes(30) }, totals.Peak);
        Assert.Equal(6.75m / 12, totals.LoadFactor);
    }

    [Fact]
    public void ToTotals_OtherChannels_AreNeverMixedIn()
    {
        var totals = Of(
            Series("A", 0, 24, 1m), Series("A", 0, 24, 5m, channel: UsageChannel.EnergyReceived),
            Series("A", 0, 24, 7m, UsageUnit.Kilovar, channel: UsageChannel.ReactiveDelivered)).ToTotals();

        Assert.Equal(
            (24m, 120m, 1m, 1m, UsageDoubts.None),
            (totals.KilowattHoursDelivered, totals.KilowattHoursReceived, totals.Peak?.Kilowatts, totals.LoadFactor, totals.Doubts));
    }

    [Fact]
    public void ToTotals_DemandsOfMetersSideBySide_HasNoLoadFactor()
    {
        var totals = Of([.. Months(_ => "A", 744, 1m), .. Months(_ => "B", 744, 1m)]).ToTotals();

        Assert.Equal((1m, null, UsageDoubts.DemandsOfSeveralMeters), (totals.Peak?.Kilowatts, totals.LoadFactor, totals.Doubts));
    }

    [Fact]
    public void ToTotals_DemandThatIsTooLowForTheEnergy_HasNoLoadFactor()
    {
        var totals = Of(Bill("A", 0, 30, 720m, 0.5m)).ToTotals();

        Assert.Equal((null, UsageDoubts.DemandTooLow), (totals.LoadFactor, totals.Doubts));
    }

    [Fact]
    public void ToTotals_BillWithoutDemand_DoesNotChangeTheLoadFactorOfTheOthers() =>
        Assert.Equal(0.5m, Of(Bill("A", 0, 30, 720m, 2m), Bill("A", 30, 60, 99_999m)).ToTotals().LoadFactor);

    [Fact]
    public void ToTotals_BillOfTheDayOf25Hours_HasALoadFactorOfAtMostOne()
    {
        var bill = new BillingPeriod
        {
            StartDate = new DateOnly(2025, 11, 2),
            EndDate = new DateOnly(2025, 11, 3),
            Usage = 25m,
            MeteredDemand = 1m,
        };

        Assert.Equal(1m, Of(bill).ToTotals().LoadFactor);
    }

    private static (decimal?, UsageDoubts) Figures(UsageTotals totals) => (totals.AnnualisedKilowattHours, totals.Doubts);
}
