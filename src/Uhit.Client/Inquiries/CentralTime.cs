namespace Uhit.Client;

/// <summary>Central Prevailing Time (<c>America/Chicago</c>): the time in which CNP's days, billing periods
/// and business hours are meant (guide 1.3).</summary>
public static class CentralTime
{
    private const string Missing = "This machine has no time zone data: America/Chicago is not known, and CNP's days and business hours "
        + "are in it. Install the package tzdata "
        + "(apt-get install tzdata, apk add tzdata, dnf install tzdata), or take a container image that has it, such as "
        + "…-noble-chiseled-extra in place of …-noble-chiseled; "
        + "and leave InvariantTimezone and TZDIR unset.";

    // By the names of IANA, and of Windows without ICU.
    private static readonly string[] Names = ["America/Chicago", "Central Standard Time"];

    private static readonly Lazy<TimeZoneInfo> Found = new(() => Find(TimeZoneInfo.FindSystemTimeZoneById));

    /// <summary>The zone.</summary>
    /// <exception cref="TimeZoneNotFoundException">This machine has no time zone data. A named client is not started there.</exception>
    public static TimeZoneInfo Zone => Found.Value;

    /// <summary>What is wrong with the zone, and which package is missing; <see langword="null"/> where nothing is.</summary>
    internal static string? Problem
    {
        get
        {
            try
            {
                _ = Zone;
                return null;
            }
            catch (TimeZoneNotFoundException exception)
            {
                return exception.Message;
            }
        }
    }

    /// <summary>Looks for the zone.</summary>
    internal static TimeZoneInfo Find(Func<string, TimeZoneInfo> find)
    {
        foreach (var name in Names)
        {
            try
            {
                return find(name);
            }
            catch (Exception exception)
                when (exception is TimeZoneNotFoundException or InvalidTimeZoneException or IOException or UnauthorizedAccessException)
            {
                // The next name, then. What the platform says of a file that is not there helps nobody.
            }
        }

        throw new TimeZoneNotFoundException(Missing);
    }

    /// <summary>The day on which an instant falls.</summary>
    /// <param name="instant">The instant.</param>
    public static DateOnly DateOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Zone).DateTime);

    /// <summary>The instant at which a day begins.</summary>
    /// <param name="date">The day.</param>
    public static DateTimeOffset StartOf(DateOnly date)
    {
        // Midnight is never skipped nor repeated in this zone: both clock changes are at 02:00.
        var midnight = date.ToDateTime(TimeOnly.MinValue, DateTimeKind.Unspecified);
        return new DateTimeOffset(midnight, Zone.GetUtcOffset(midnight));
    }

    /// <summary>How many quarter hours a day has: 96, 92 on the spring clock change, 100 on the autumn one.</summary>
    /// <param name="date">The day.</param>
    public static int QuarterHoursOf(DateOnly date) =>
        (int)((StartOf(date.AddDays(1)) - StartOf(date)).Ticks / TimeSpan.FromMinutes(15).Ticks);
}
