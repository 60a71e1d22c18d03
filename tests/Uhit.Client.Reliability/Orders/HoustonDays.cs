namespace Uhit.Client.Reliability.Orders;

/// <summary>Deadlines of 2026 and 2027 by dates that are written down here: shares nothing with the
/// library, not even the time zone's data.</summary>
internal static class HoustonDays
{
    private static readonly DateOnly[] Holidays =
    [
        new(2026, 1, 1), new(2026, 5, 25), new(2026, 7, 3), new(2026, 9, 7), new(2026, 11, 26), new(2026, 11, 27), new(2026, 12, 24),
        new(2026, 12, 25),
        new(2027, 1, 1), new(2027, 5, 31), new(2027, 7, 5), new(2027, 9, 6), new(2027, 11, 25), new(2027, 11, 26), new(2027, 12, 23),
        new(2027, 12, 24), new(2027, 12, 31),
    ];

    // Daylight time, by the instants in UTC at which it begins and ends.
    private static readonly (DateTime From, DateTime To)[] Summers =
    [
        (new(2026, 3, 8, 8, 0, 0), new(2026, 11, 1, 7, 0, 0)),
        (new(2027, 3, 14, 8, 0, 0), new(2027, 11, 7, 7, 0, 0)),
    ];

    public static (DateTimeOffset Due, DateTimeOffset Overdue) DeadlinesOf(DateTimeOffset counted)
    {
        var due = counted.UtcDateTime.AddHours(72);
        var day = DateOnly.FromDateTime(counted.UtcDateTime.AddHours(IsSummer(counted.UtcDateTime) ? -5 : -6));
        for (var left = 3; left > 0;)
        {
            day = day.AddDays(1);
            left -= day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || Holidays.Contains(day) ? 0 : 1;
        }

        // No clock changes between 17:00 and midnight: whether it is summer at 17:00 can be asked at 22:00 UTC of the day.
        var closing = day.ToDateTime(new TimeOnly(IsSummer(day.ToDateTime(new TimeOnly(22, 0))) ? 22 : 23, 0));
        return (new DateTimeOffset(due, TimeSpan.Zero), new DateTimeOffset(due > closing ? due : closing, TimeSpan.Zero));
    }

    private static bool IsSummer(DateTime utc) => Summers.Any(summer => utc >= summer.From && utc < summer.To);
}
