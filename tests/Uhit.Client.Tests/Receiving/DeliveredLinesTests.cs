using System.Globalization;
using Uhit.Client.Receiving;
using Uhit.Client.Testing;
using Uhit.Client.Usage;

namespace Uhit.Client.Tests.Receiving;

/// <summary>What a message covers for an ESI ID: by that a delivery finds its inquiry where it names none.</summary>
public sealed class DeliveredLinesTests
{
    private static readonly EsiId One = CallbackMessages.EsiIds[0];
    private static readonly EsiId Other = CallbackMessages.EsiIds[1];

    private readonly DeliveredLines _lines = new();

    [Theory]
    [InlineData("03-01..03-31 01-01..01-31", "01-01..03-31")]
    [InlineData("01-01..01-31 03-01..03-31", "01-01..03-31")]
    [InlineData("01-01..03-31 02-01..02-28", "01-01..03-31")]
    [InlineData("02-01..02-28 01-01..03-31", "01-01..03-31")]
    [InlineData("02-01..02-28", "02-01..02-28")]
    public void DaysOf_SeveralBills_AreTheFirstAndLastOfAll(string bills, string expected)
    {
        var all = bills.Split(' ').Select(PeriodOf).ToList();
        Add(new UsageHistory { LineNumber = 1, EsiId = One, BillingPeriods = [.. all.Select(Bill)] });
        foreach (var bill in all)
        {
            Add(new UsageHistory { LineNumber = 2, EsiId = Other, BillingPeriods = [Bill(bill)] });
        }

        // In one line as in several.
        Assert.Equal(PeriodOf(expected), _lines.DaysOf(One));
        Assert.Equal(PeriodOf(expected), _lines.DaysOf(Other));
        Assert.Equal(1 + all.Count, _lines.Count);
    }

    // Central time: the interval that ends at midnight is of the day before.
    [Fact]
    public void DaysOf_Intervals_AreTheDaysInWhichTheyLie()
    {
        var day = new UsagePeriod(new DateOnly(2025, 1, 1), new DateOnly(2025, 1, 1));

        Add(new UsageHistoryBuilder(One).AddIntervals(day, 0.25m).Build());

        Assert.Equal(day, _lines.DaysOf(One));
    }

    // A series without a reading has no day; with others beside it, theirs count.
    [Fact]
    public void DaysOf_SeriesWithOneReadingOrNone_AreTheDaysOfTheReadings()
    {
        var day = new UsagePeriod(new DateOnly(2025, 1, 1), new DateOnly(2025, 1, 1));
        Add(new UsageHistory { LineNumber = 1, EsiId = Other, IntervalSeries = [Series(0)] });
        Add(new UsageHistory { LineNumber = 1, EsiId = One, IntervalSeries = [Series(0), Series(1)] });

        Assert.Null(_lines.DaysOf(Other));
        Assert.Equal(day, _lines.DaysOf(One));
    }

    [Fact]
    public void DaysOf_NothingOfAnyDay_IsUnknown()
    {
        Add(new UsageHistory { LineNumber = 1, EsiId = One, NoData = new ReportedError { Code = "X", Description = "x" } });

        Assert.Null(_lines.DaysOf(One));
        Assert.Null(_lines.DaysOf(Other));

        // Nor does it take away the days of another line.
        var bill = PeriodOf("02-01..02-28");
        Add(new UsageHistory { LineNumber = 2, EsiId = One, BillingPeriods = [Bill(bill)] });
        Add(new UsageHistory { LineNumber = 3, EsiId = One });
        Assert.Equal(bill, _lines.DaysOf(One));
    }

    // Whichever comes first, the same one stays: a repetition in another order must not look like another message.
    [Fact]
    public void Add_TwoWordsOfNoData_TheSameOneStaysInAnyOrder()
    {
        ReportedError[] words =
        [
            new() { Code = "A", Description = "x" },
            new() { Code = "B", Description = "a" },
            new() { Code = "B", Description = "b" },
        ];
        var reversed = new DeliveredLines();
        foreach (var (word, back) in words.Zip(words.Reverse()))
        {
            Add(new UsageHistory { LineNumber = 1, EsiId = One, NoData = word });
            Add(reversed, new UsageHistory { LineNumber = 1, EsiId = One, NoData = back });
        }

        Assert.Equal(words[2], Assert.Single(_lines.ToList()).NoData);
        Assert.Equal(_lines.ToList(), reversed.ToList());
    }

    private static IntervalSeries Series(int readings)
    {
        var builder = new IntervalSeriesBuilder(
            "M1", UsageChannel.EnergyDelivered, UsageUnit.KilowattHour, TimeSpan.FromMinutes(15));
        for (var i = 0; i < readings; i++)
        {
            builder.Add(new DateTimeOffset(2025, 1, 1, 12, 0, 0, TimeSpan.FromHours(-6)).AddMinutes(15 * i), 1m, ReadType.Actual);
        }

        return builder.Build();
    }

    private static UsagePeriod PeriodOf(string text) => new(
        DateOnly.ParseExact("2025-" + text[..5], "yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateOnly.ParseExact("2025-" + text[7..], "yyyy-MM-dd", CultureInfo.InvariantCulture));

    // A bill ends with the day after its last one.
    private static BillingPeriod Bill(UsagePeriod period) =>
        new() { StartDate = period.Start, EndDate = period.End.AddDays(1), Usage = 1m };

    private void Add(UsageHistory history) => Add(_lines, history);

    private static void Add(DeliveredLines lines, UsageHistory history) =>
        lines.Add(history, RequestedUsage.None, lines.HeldWith(history));
}
