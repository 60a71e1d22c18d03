namespace Uhit.Client;

/// <summary>The days whose history is asked for: first and last day, both included.</summary>
/// <remarks>Days of Central Prevailing Time. CNP gives three days to one full year (guide 1.3);
/// that is judged by the inquiry validator.</remarks>
/// <param name="Start">The first day.</param>
/// <param name="End">The last day.</param>
public readonly record struct UsagePeriod(DateOnly Start, DateOnly End)
{
    /// <summary>How many days the period has; zero or less where <see cref="End"/> is before <see cref="Start"/>.</summary>
    public int Days => End.DayNumber - Start.DayNumber + 1;

    /// <summary>Whether the period is longer than one full year: its last day is at most the day
    /// before the first day's anniversary.</summary>
    internal bool IsLongerThanAYear => Start.Year < DateOnly.MaxValue.Year && End >= Start.AddYears(1);

    /// <summary>The longest period that CNP gives, up to a day: 365 days, or 366 where it holds a 29 February.</summary>
    /// <remarks>Ending on 28 February of the year after a leap year it begins on 1 March: the
    /// anniversary of a 29 February is the 28th.</remarks>
    /// <param name="end">The last day.</param>
    public static UsagePeriod YearEnding(DateOnly end)
    {
        var start = end.AddYears(-1).AddDays(1);
        var year = new UsagePeriod(start, end);
        return year.IsLongerThanAYear ? new UsagePeriod(start.AddDays(1), end) : year;
    }
}
