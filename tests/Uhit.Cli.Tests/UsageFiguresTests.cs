using Uhit.Cli.Load;
using Uhit.Client.Inquiries;
using Uhit.Client.Usage;

namespace Uhit.Cli.Tests;

/// <summary>The figures and the picture of a load are those of the library, also for what the simulator does not send.</summary>
public sealed class UsageFiguresTests
{
    private static readonly DateTimeOffset Start = CentralTime.StartOf(new DateOnly(2025, 5, 1));

    [Fact]
    public void Of_TwoMeters_PeakIsThatOfBothTogether()
    {
        var summary = UsageSummary.Of(Usage(
            Series("M1", UsageUnit.Kilowatt, 15, index => index == 0 ? 10 : 1),
            Series("M2", UsageUnit.Kilowatt, 15, index => index == 1 ? 12 : 3)));

        Assert.Equal((13m, Start.AddMinutes(15)), (summary.PeakKw!.Value, summary.PeakAt!.Value));
    }

    [Fact]
    public void Of_SameTimeInKilowattsAndKilowattHours_CountsOnce()
    {
        var usage = Usage(Series("M1", UsageUnit.Kilowatt, 15, _ => 1), Series("M1", UsageUnit.KilowattHour, 15, _ => 0.25m));
        var shape = new LoadShape();
        shape.Add(DeliveredEnergy.Of(usage));

        Assert.Equal(24m, UsageSummary.Of(usage).IntervalKwh);
        Assert.Equal(24m, Assert.Single(shape.Months).Value);
        Assert.All(shape.AverageHours(), kw => Assert.Equal(1, kw, 6));
    }

    [Fact]
    public void Of_ReadTypeThatIsNotKnown_CountsAsEstimated()
    {
        var summary = UsageSummary.Of(Usage(Series("M1", UsageUnit.Kilowatt, 15, _ => 1, index => index < 24 ? new ReadType("Guess") : ReadType.Actual)));

        Assert.Equal((24, 25m), (summary.EstimatedReadings, summary.EstimatedPercent));
    }

    [Fact]
    public void Of_BillsBesideIntervals_KeepsThemApart()
    {
        var bill = new BillingPeriod { StartDate = new DateOnly(2025, 5, 1), EndDate = new DateOnly(2025, 6, 1), Usage = 700.5m, MeteredDemand = 9 };
        var both = UsageSummary.Of(Usage(Series("M1", UsageUnit.Kilowatt, 15, _ => 1)) with { BillingPeriods = [bill] });
        var billed = UsageSummary.Of(Usage() with { BillingPeriods = [bill] });

        Assert.Equal((24m, 700.5m, 1m), (both.IntervalKwh, both.BillingKwh, both.PeakKw));
        Assert.Equal((0m, 700.5m, null), (billed.IntervalKwh, billed.BillingKwh, billed.PeakKw));
    }

    [Fact]
    public void AverageHours_HourlyReadings_AreAsHighAsTheLoad()
    {
        var shape = new LoadShape();
        shape.Add(DeliveredEnergy.Of(Usage(Series("M1", UsageUnit.KilowattHour, 60, index => index))));

        Assert.Equal([.. Enumerable.Range(0, 24).Select(hour => (double)hour)], shape.AverageHours());
    }

    private static UsageHistory Usage(params IntervalSeries[] series) =>
        new() { LineNumber = 1, EsiId = EsiId.Parse("1008901000000000000001"), IntervalSeries = series };

    private static IntervalSeries Series(string meter, UsageUnit unit, int minutes, Func<int, decimal> value, Func<int, ReadType>? readType = null)
    {
        var builder = new IntervalSeriesBuilder(meter, UsageChannel.EnergyDelivered, unit, TimeSpan.FromMinutes(minutes));
        for (var i = 0; i < 1440 / minutes; i++)
        {
            builder.Add(Start.AddMinutes(minutes * (i + 1)), value(i), readType?.Invoke(i) ?? ReadType.Actual);
        }

        return builder.Build();
    }
}
