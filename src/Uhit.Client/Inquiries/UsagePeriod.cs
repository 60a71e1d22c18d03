using System.Text.Json.Serialization;

namespace Uhit.Client;

/// <summary>The days whose history is asked for: first and last day, both included.</summary>
/// <remarks>Days of Central Prevailing Time. CNP gives three days to one full year (guide 1.3);
/// that is judged by the rules of an inquiry. <see langword="default"/> is the one day 0001-01-01.</remarks>
public readonly record struct UsagePeriod
{
    /// <summary>Makes a period.</summary>
    /// <param name="start">The first day.</param>
    /// <param name="end">The last day.</param>
    /// <exception cref="ArgumentException">The last day is before the first.</exception>
    [JsonConstructor]
    public UsagePeriod(DateOnly start, DateOnly end)
    {
        Start = start;
        End = end >= start
            ? end
            : throw new ArgumentException($"The last day, {end:yyyy-MM-dd}, is before the first, {start:yyyy-MM-dd}.", nameof(end));
    }

    /// <summary>The first day.</summary>
    public DateOnly Start { get; }

    /// <summary>The last day.</summary>
    public DateOnly End { get; }

    /// <summary>How many days the period has, at least one.</summary>
    public int Days => End.DayNumber - Start.DayNumber + 1;

    /// <summary>Whether the period is longer than one full year: its last day is at most the day
    /// before the first day's anniversary.</summary>
    internal bool IsLongerThanAYear => Start.Year < DateOnly.MaxValue.Year && End >= Start.AddYears(1);

    /// <summary>The longest period that CNP gives, up to a day: 365 days, or 366 where it holds a 29 February.</summary>
    /// <remarks>Ending on 28 February of the year after a leap year it begins on 1 March: the
    /// anniversary of a 29 February is the 28th.</remarks>
    /// <param name="end">The last day, not before the second year.</param>
    public static UsagePeriod YearEnding(DateOnly end)
    {
        var start = end.AddYears(-1).AddDays(1);
        var year = new UsagePeriod(start, end);
        return year.IsLongerThanAYear ? new UsagePeriod(start.AddDays(1), end) : year;
    }

    /// <summary>Makes a period of days that come from outside, such as from a message.</summary>
    /// <param name="start">The first day.</param>
    /// <param name="end">The last day.</param>
    /// <param name="period">The period.</param>
    /// <returns>False where the last day is before the first.</returns>
    public static bool TryCreate(DateOnly start, DateOnly end, out UsagePeriod period)
    {
        var isOne = start <= end;
        period = isOne ? new UsagePeriod(start, end) : default;
        return isOne;
    }
}
