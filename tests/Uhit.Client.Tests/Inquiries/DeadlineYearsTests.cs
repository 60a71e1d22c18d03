using CsCheck;
using Uhit.Client.Inquiries;
using Uhit.Client.Inquiries.Ledger;

namespace Uhit.Client.Tests.Inquiries;

/// <summary>Deadlines of any instant of two years, against a count by dates that are written down here.</summary>
public sealed class DeadlineYearsTests
{
    private static readonly DateTime First = new(2026, 1, 1, 6, 0, 0, DateTimeKind.Utc);

    private static readonly HashSet<DateOnly> Holidays =
    [
        new(2026, 1, 1), new(2026, 5, 25), new(2026, 7, 3), new(2026, 9, 7), new(2026, 11, 26), new(2026, 11, 27), new(2026, 12, 24),
        new(2026, 12, 25),
        new(2027, 1, 1), new(2027, 5, 31), new(2027, 7, 5), new(2027, 9, 6), new(2027, 11, 25), new(2027, 11, 26), new(2027, 12, 23),
        new(2027, 12, 24), new(2027, 12, 31),
    ];

    // Central Daylight Time, by the instants in UTC between which it holds.
    private static readonly (DateTime From, DateTime To)[] Summers =
        [(new(2026, 3, 8, 8, 0, 0), new(2026, 11, 1, 7, 0, 0)), (new(2027, 3, 14, 8, 0, 0), new(2027, 11, 7, 7, 0, 0))];

    [Fact]
    public void Of_EveryMinuteOfTwoYearsByChance_CountsAsTheCalendarSays() => Gen.Int[0, (730 * 24 * 60) - 1].Sample(
        minute => Check(First.AddMinutes(minute)), iter: 20_000);

    [Fact]
    public void Of_EveryQuarterHourAroundBothClockChanges_CountsAsTheCalendarSays()
    {
        foreach (var (from, to) in Summers)
        {
            foreach (var change in new[] { from, to })
            {
                for (var quarter = -4 * 24 * 8; quarter <= 4 * 24 * 2; quarter++)
                {
                    Check(change.AddMinutes(15 * quarter));
                }
            }
        }
    }

    [Fact]
    public void Of_MidnightAndClosingOfEveryDay_CountsAsTheCalendarSays()
    {
        for (var day = 0; day < 728; day++)
        {
            foreach (var hour in new[] { -1, 0, 10, 11, 12 })
            {
                Check(First.AddDays(day).AddHours(hour).AddMinutes(hour == 0 ? 0 : 1));
            }
        }
    }

    private static void Check(DateTime utc)
    {
        var at = new DateTimeOffset(utc, TimeSpan.Zero);
        var sent = InquiryLedger.Empty.Apply(new SendStarted(1, at, MessageId.Parse("m1")));

        var deadlines = InquiryDeadlines.Of(sent, new ErcotHolidayCalendar());

        Assert.Equal(utc.AddHours(72), deadlines.DueAt!.Value.UtcDateTime);
        Assert.Equal(OverdueOf(utc), deadlines.OverdueAt!.Value.UtcDateTime);
    }

    private static DateTime OverdueOf(DateTime utc)
    {
        var day = DateOnly.FromDateTime(utc.AddHours(IsSummer(utc) ? -5 : -6));
        for (var left = 3; left > 0;)
        {
            day = day.AddDays(1);
            left -= day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || Holidays.Contains(day) ? 0 : 1;
        }

        // No clock is changed between 17:00 and midnight.
        var closing = day.ToDateTime(new TimeOnly(IsSummer(day.ToDateTime(new TimeOnly(22, 0))) ? 22 : 23, 0));
        return closing > utc.AddHours(72) ? closing : utc.AddHours(72);
    }

    private static bool IsSummer(DateTime utc) => Summers.Any(summer => utc >= summer.From && utc < summer.To);
}
