namespace Uhit.Client.Wire.Mapping.Writing.Formats;

/// <summary>Puts a clock's time and an offset together.</summary>
internal static class ClockTime
{
    private static readonly TimeSpan MostOffset = TimeSpan.FromHours(14);

    /// <summary>The time; <see langword="null"/> where there is none so far from our days, or no such offset.</summary>
    public static DateTimeOffset? At(DateTime clock, TimeSpan offset)
    {
        var utc = clock.Ticks - offset.Ticks;
        return offset.Duration() > MostOffset
            || offset.Ticks % TimeSpan.TicksPerMinute != 0
            || utc < DateTime.MinValue.Ticks
            || utc > DateTime.MaxValue.Ticks
            ? null
            : new DateTimeOffset(DateTime.SpecifyKind(clock, DateTimeKind.Unspecified), offset);
    }

    /// <summary>A day and a time of it; <see langword="null"/> where it is the midnight after the last day that there is.</summary>
    public static DateTime? At(DateOnly date, TimeSpan time)
    {
        var midnight = date.ToDateTime(TimeOnly.MinValue, DateTimeKind.Unspecified);
        return time > DateTime.MaxValue - midnight ? null : midnight + time;
    }
}
