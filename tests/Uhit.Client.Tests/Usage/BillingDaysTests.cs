using Uhit.Client.Usage;
using static Uhit.Client.Tests.Usage.UsageSamples;

namespace Uhit.Client.Tests.Usage;

public sealed class BillingDaysTests
{
    private static readonly int First = FirstDay.DayNumber;

    // The day of the closing read is not part of a period (RMG appendix B4).
    [Fact]
    public void Period_OfAMonth_EndsOnTheDayBeforeTheClosingRead() => Assert.Equal(
        new UsagePeriod(new DateOnly(2025, 1, 1), new DateOnly(2025, 1, 31)), Bill("M1", 0, 31, 1m).Period);

    [Fact]
    public void Union_PeriodsThatFollowEachOther_AreOneStretch() =>
        Assert.Equal([(First, First + 59)], BillingDays.Union([Bill("M1", 31, 59, 1m), Bill("M1", 0, 31, 1m)]));

    [Fact]
    public void Union_ADayMissing_AreTwoStretches() =>
        Assert.Equal([(First, First + 30), (First + 31, First + 59)], BillingDays.Union([Bill("M1", 0, 30, 1m), Bill("M1", 31, 59, 1m)]));

    [Fact]
    public void Union_OnePeriodInAnother_KeepsTheLaterEnd() =>
        Assert.Equal([(First, First + 59)], BillingDays.Union([Bill("M1", 0, 59, 1m), Bill("M1", 5, 31, 1m)]));

    [Fact]
    public void Union_PeriodsWithoutADay_AreNone() => Assert.Empty(BillingDays.Union([Bill("M1", 5, 5, 1m), Bill("M1", 6, 5, 1m)]));

    // A meter is exchanged on the day of a read, which both meters then have.
    [Theory]
    [InlineData(30, false)]
    [InlineData(29, true)]
    [InlineData(0, true)]
    [InlineData(31, false)]
    [InlineData(40, false)]
    public void RunSideBySide_SecondMeterBegins_OnlyWithTwoDaysInCommon(int begin, bool expected) => Assert.Equal(
        expected, BillingDays.RunSideBySide([BillingDays.Union([Bill("M1", 0, 31, 1m)]), BillingDays.Union([Bill("M2", begin, 60, 1m)])]));
}
