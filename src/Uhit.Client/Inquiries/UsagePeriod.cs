namespace Uhit.Client.Inquiries;

/// <summary>The days whose history is asked for: first and last day, both included.</summary>
/// <remarks>Days of Central Prevailing Time. CNP gives three days to one full year (guide 1.3); that is judged by the inquiry validator.</remarks>
/// <param name="Start">The first day.</param>
/// <param name="End">The last day.</param>
public readonly record struct UsagePeriod(DateOnly Start, DateOnly End)
{
    /// <summary>How many days the period has; zero or less where <see cref="End"/> is before <see cref="Start"/>.</summary>
    public int Days => End.DayNumber - Start.DayNumber + 1;

    /// <summary>The year that ends with a day: 365 days, or 366 where it holds a 29 February.</summary>
    /// <param name="end">The last day.</param>
    public static UsagePeriod YearEnding(DateOnly end) => new(end.AddYears(-1).AddDays(1), end);
}
