using System.Text.Json;
using Uhit.Client.Store;
using Uhit.Client.Usage;

namespace Uhit.Client.Tests.Inquiries;

public sealed class UsagePeriodTests
{
    private static readonly DateOnly Day = new(2025, 3, 1);

    [Fact]
    public void Constructor_LastDayBeforeFirst_SaysWhichDays()
    {
        var e = Assert.Throws<ArgumentException>(() => new UsagePeriod(Day, Day.AddDays(-1)));

        Assert.StartsWith("The last day, 2025-02-28, is before the first, 2025-03-01.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TryCreate_DaysFromOutside_SaysWhetherTheyAreAPeriod()
    {
        Assert.True(UsagePeriod.TryCreate(Day, Day, out var period));
        Assert.Equal(new UsagePeriod(Day, Day), period);
        Assert.False(UsagePeriod.TryCreate(Day, Day.AddDays(-1), out period));
        Assert.Equal(default, period);
    }

    [Fact]
    public void Days_OneDayAndDefault_AreOne()
    {
        Assert.Equal(1, new UsagePeriod(Day, Day).Days);
        Assert.Equal(
            (1, DateOnly.MinValue, DateOnly.MinValue), (default(UsagePeriod).Days, default(UsagePeriod).Start, default(UsagePeriod).End));
    }

    [Fact]
    public void Json_Period_ComesBack()
    {
        var period = new UsagePeriod(Day, Day.AddDays(30));

        Assert.Equal(period, JsonSerializer.Deserialize<UsagePeriod>(JsonSerializer.Serialize(period)));
    }

    [Fact]
    public void Stored_ReversedPeriod_IsReadInOrder()
    {
        var stored = StoreJson.Write(
            new UsageHistoryInquiry { Lines = [InquirySamples.Line() with { Period = new UsagePeriod(Day, Day.AddDays(2)) }] });
        var reversed = System.Text.Encoding.UTF8.GetString(stored).Replace("2025-03-01", "x", StringComparison.Ordinal)
            .Replace("2025-03-03", "2025-03-01", StringComparison.Ordinal).Replace("x", "2025-03-03", StringComparison.Ordinal);

        Assert.Equal(
            new UsagePeriod(Day, Day.AddDays(2)), StoreJson.ReadInquiry(System.Text.Encoding.UTF8.GetBytes(reversed)).Lines[0].Period);
    }

    [Theory]
    [InlineData("2025-01-01", "2025-02-01", "2025-01-31")]
    [InlineData("2025-01-01", "2025-01-02", "2025-01-01")]
    [InlineData("2025-01-01", "2025-01-01", null)]
    [InlineData("2025-01-01", "2024-01-01", null)]
    [InlineData("0001-01-01", "0001-01-01", null)]
    public void PeriodOfABill_HasItsDays_OrNone(string start, string end, string? last)
    {
        var bill = new BillingPeriod { StartDate = DateOnly.Parse(start), EndDate = DateOnly.Parse(end), Usage = 1m };

        Assert.Equal(last is null ? null : DateOnly.Parse(last), bill.Period?.End);
        Assert.Equal(last is null ? null : bill.StartDate, bill.Period?.Start);
    }
}
