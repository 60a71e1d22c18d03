namespace Uhit.Client.Inquiries;

/// <summary>Central Prevailing Time (<c>America/Chicago</c>): the time in which CNP's days, billing periods and business hours are meant (guide 1.3).</summary>
public static class CentralTime
{
    /// <summary>The zone.</summary>
    public static TimeZoneInfo Zone { get; } = TimeZoneInfo.FindSystemTimeZoneById("America/Chicago");

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
    public static int QuarterHoursOf(DateOnly date) => (int)((StartOf(date.AddDays(1)) - StartOf(date)).Ticks / TimeSpan.FromMinutes(15).Ticks);
}
