using Uhit.Client.Testing;
using Uhit.Client.Usage;

namespace Uhit.Client.Tests.Testing;

public class UsageHistoryBuilderTests
{
    private static readonly EsiId Esi = InquiryBuilder.EsiIdOf(1);

    [Theory]
    [InlineData(2026, 3, 8, 92)]
    [InlineData(2026, 6, 15, 96)]
    [InlineData(2026, 11, 1, 100)]
    public void AddIntervals_OneDay_HasTheReadingsOfItsClock(int year, int month, int day, int expected)
    {
        var date = new DateOnly(year, month, day);

        var series = Assert.Single(new UsageHistoryBuilder(Esi).AddIntervals(new UsagePeriod(date, date), 0.25m).Build().IntervalSeries);

        Assert.Equal(expected, series.Count);
        Assert.Empty(series.Gaps);
        Assert.Equal(expected * 0.25m, series.Sum());
        Assert.Equal(CentralTime.StartOf(date), series.Start);
        Assert.Equal(CentralTime.StartOf(date.AddDays(1)), series.End);
    }

    [Fact]
    public void AddIntervals_NullValue_LeavesAGap()
    {
        var day = new DateOnly(2026, 6, 15);
        var missing = CentralTime.StartOf(day).AddMinutes(30);

        var series = Assert.Single(new UsageHistoryBuilder(Esi)
            .AddIntervals(new UsagePeriod(day, day), end => end == missing ? null : 1m)
            .Build().IntervalSeries);

        Assert.Equal(95, series.Count);
        Assert.Single(series.Gaps);
    }

    [Fact]
    public void Build_AllOfIt_IsWhatWasAdded()
    {
        var period = new UsagePeriod(new DateOnly(2026, 1, 1), new DateOnly(2026, 1, 31));

        var history = new UsageHistoryBuilder(Esi, lineNumber: 3).AddBillingPeriod(period, 1200m).AddIntervals(period, 0.5m).Build();

        Assert.Equal((3, Esi, RequestedUsage.BillingAndInterval), (history.LineNumber, history.EsiId, history.Received));
        var billing = Assert.Single(history.BillingPeriods);
        Assert.Equal((period.Start, new DateOnly(2026, 2, 1), 1200m), (billing.StartDate, billing.EndDate, billing.Usage));
        Assert.Equal(31 * 96 * 0.5m, history.ToTotals().KilowattHoursDelivered);
    }

    [Fact]
    public void Build_SeriesAndBillsOfTheirOwn_AreAmongThem()
    {
        var month = new UsagePeriod(new DateOnly(2026, 1, 1), new DateOnly(2026, 1, 31));
        var next = new BillingPeriod
        {
            MeterNumber = "METER-2",
            StartDate = new DateOnly(2026, 2, 1),
            EndDate = new DateOnly(2026, 3, 1),
            Usage = 590m,
        };
        var series = new IntervalSeriesBuilder("METER-1", UsageChannel.EnergyReceived, UsageUnit.Kilowatt, TimeSpan.FromHours(1));
        series.Add(CentralTime.StartOf(month.Start).AddHours(1), 2m, ReadType.Actual);

        var totals = new UsageHistoryBuilder(Esi).AddBillingPeriod(month, 590m)
            .AddBillingPeriod(next)
            .AddSeries(series.Build()).Build().ToTotals();

        Assert.Equal((1180m, 2m, 7300m), (totals.KilowattHoursDelivered, totals.KilowattHoursReceived, totals.AnnualisedKilowattHours));
    }

    [Fact]
    public void WithoutData_NamesTheLine()
    {
        var history = new UsageHistoryBuilder(Esi, 2).WithoutData().Build();

        Assert.Equal(2, history.NoData?.LineNumber);
        Assert.Equal(RequestedUsage.None, history.Received);
    }
}
