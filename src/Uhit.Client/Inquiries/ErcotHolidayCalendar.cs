namespace Uhit.Client.Inquiries;

/// <summary>Monday to Friday, less ERCOT's holidays: the default for CNP's business days.</summary>
/// <remarks>
/// <para>CNP's own list of holidays is not public; where you have it, set <see cref="UhitClientOptions.Holidays"/>.</para>
/// <para>The holidays: New Year's Day, Memorial Day, Independence Day, Labor Day, Thanksgiving and the Friday after it, two days at
/// Christmas. New Year's Day and Independence Day are kept on the Friday before where they fall on a Saturday, on the Monday after where
/// they fall on a Sunday. The two days at Christmas are the 24th and 25th of December; 23rd and 24th where the 25th is a Saturday, 23rd and
/// 26th where it is a Sunday, 25th and 26th where it is a Monday.</para>
/// <para>Immutable and thread-safe.</para>
/// </remarks>
internal sealed class ErcotHolidayCalendar : IBusinessCalendar
{
    /// <inheritdoc/>
    public bool IsBusinessDay(DateOnly date) => !IsWeekend(date) && !IsHoliday(date);

    /// <summary>Whether a day is one of the holidays, as it is kept.</summary>
    /// <param name="date">The day.</param>
    public static bool IsHoliday(DateOnly date) => date.Month switch
    {
        1 => date == Kept(new DateOnly(date.Year, 1, 1)),
        5 => date.DayOfWeek == DayOfWeek.Monday && date.Day > 31 - 7,
        7 => date == Kept(new DateOnly(date.Year, 7, 4)),
        9 => date.DayOfWeek == DayOfWeek.Monday && date.Day <= 7,
        11 => IsThanksgiving(date) || IsThanksgiving(date.AddDays(-1)),
        12 => IsChristmas(date) || (date.Day == 31 && date.DayOfWeek == DayOfWeek.Friday),
        _ => false,
    };

    private static bool IsWeekend(DateOnly date) => date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    private static DateOnly Kept(DateOnly holiday) => holiday.DayOfWeek switch
    {
        DayOfWeek.Saturday => holiday.AddDays(-1),
        DayOfWeek.Sunday => holiday.AddDays(1),
        _ => holiday,
    };

    private static bool IsThanksgiving(DateOnly date) => date.DayOfWeek == DayOfWeek.Thursday && date.Day is >= 22 and <= 28;

    private static bool IsChristmas(DateOnly date) => new DateOnly(date.Year, 12, 25).DayOfWeek switch
    {
        DayOfWeek.Saturday => date.Day is 23 or 24,
        DayOfWeek.Sunday => date.Day is 23 or 26,
        DayOfWeek.Monday => date.Day is 25 or 26,
        _ => date.Day is 24 or 25,
    };
}
