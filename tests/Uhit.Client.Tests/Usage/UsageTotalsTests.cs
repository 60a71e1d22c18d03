using Uhit.Client.Usage;

namespace Uhit.Client.Tests.Usage;

public sealed class UsageTotalsTests
{
    private static readonly DateTimeOffset Start = CentralTime.StartOf(new DateOnly(2025, 5, 1));

    [Fact]
    public void ToTotals_TenDaysOfOneKilowatt_IsAYearOfIt()
    {
        var totals = Of(Series("M1", UsageUnit.Kilowatt, 960, _ => 1m)).ToTotals();

        Assert.Equal(
            (RequestedUsage.Interval, 240m, 8760m, 1m, 1m, 0m),
            (
                totals.Source, totals.KilowattHoursDelivered, totals.AnnualisedKilowattHours, totals.Peak?.Kilowatts, totals.LoadFactor,
                totals.EstimatedShare));
    }

    [Fact]
    public void ToTotals_OnePeak_SaysWhenAndTheLoadFactor()
    {
        var totals = Of(Series("M1", UsageUnit.KilowattHour, 96, index => index == 40 ? 1m : 0.25m)).ToTotals();

        Assert.Equal(new UsagePeak { Kilowatts = 4m, Start = Start.AddHours(10), End = Start.AddHours(10.25) }, totals.Peak);
        Assert.Equal(24.75m / 24 / 4, totals.LoadFactor);
    }

    [Fact]
    public void ToTotals_TwoMeters_AddsThemQuarterByQuarter()
    {
        var totals = Of(
            Series("M1", UsageUnit.Kilowatt, 96, index => index == 0 ? 10m : 1m),
            Series("M2", UsageUnit.KilowattHour, 96, index => index == 1 ? 2.25m : 1m)).ToTotals();

        Assert.Equal(14m, totals.Peak?.Kilowatts);
        Assert.Equal(Start.AddMinutes(15), totals.Peak?.End);
        Assert.Equal(totals.KilowattHoursDelivered!.Value * 365, totals.AnnualisedKilowattHours!.Value, 10);
    }

    [Fact]
    public void ToTotals_SameTimeInKilowattsAndKilowattHours_CountsOnce() => Assert.Equal(
        24m, Of(Series("M1", UsageUnit.Kilowatt, 96, _ => 1m), Series("M1", UsageUnit.KilowattHour, 96, _ => 0.25m))
            .ToTotals().KilowattHoursDelivered);

    [Fact]
    public void ToTotals_BillingOnly_CountsDaysOfThePeriods()
    {
        var totals = new UsageHistory
        {
            LineNumber = 1,
            EsiId = InquiryEsi,
            BillingPeriods = [Period(0, 30, 300m, 2m, ReadType.Actual), Period(30, 50, 200m, 5m, ReadType.Estimated)],
        }.ToTotals();

        Assert.Equal(
            (RequestedUsage.Billing, 500m, 3650m, 5m, 0.5m),
            (totals.Source, totals.KilowattHoursDelivered, totals.AnnualisedKilowattHours, totals.Peak?.Kilowatts, totals.EstimatedShare));
        Assert.Equal(500m / 50 / 24 / 5, totals.LoadFactor);
    }

    [Fact]
    public void ToTotals_Nothing_IsNothing() => Assert.Equal(new UsageTotals { Source = RequestedUsage.None }, Of().ToTotals());

    [Theory]
    [InlineData(false, RequestedUsage.Interval, null)]
    [InlineData(true, RequestedUsage.Billing, 300)]
    public void ToTotals_OnlyEnergyReceivedByIntervals_CountsIt(bool withBilling, RequestedUsage source, int? delivered)
    {
        var received = Series("M1", UsageUnit.Kilowatt, 96, _ => 1m, UsageChannel.EnergyReceived);
        var totals = (Of(received) with { BillingPeriods = withBilling ? [Period(0, 30, 300m, 2m, ReadType.Actual)] : [] }).ToTotals();

        Assert.Equal((source, (decimal?)delivered, 24m), (totals.Source, totals.KilowattHoursDelivered, totals.KilowattHoursReceived));
    }

    private static readonly EsiId InquiryEsi = EsiId.Parse("1008901000000000000001");

    private static UsageHistory Of(params IntervalSeries[] series) => new() { LineNumber = 1, EsiId = InquiryEsi, IntervalSeries = series };

    private static IntervalSeries Series(string meter, UsageUnit unit, int count, Func<int, decimal> value, UsageChannel? channel = null)
    {
        var builder = new IntervalSeriesBuilder(meter, channel ?? UsageChannel.EnergyDelivered, unit, TimeSpan.FromMinutes(15));
        for (var i = 0; i < count; i++)
        {
            builder.Add(Start.AddMinutes(15 * (i + 1)), value(i), ReadType.Actual);
        }

        return builder.Build();
    }

    private static BillingPeriod Period(int from, int to, decimal usage, decimal demand, ReadType readType) => new()
    {
        MeterNumber = "M1",
        StartDate = new DateOnly(2025, 1, 1).AddDays(from),
        EndDate = new DateOnly(2025, 1, 1).AddDays(to),
        Usage = usage,
        MeteredDemand = demand,
        ReadType = readType,
    };
}
