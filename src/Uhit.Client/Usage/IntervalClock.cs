namespace Uhit.Client.Usage;

/// <summary>When an interval begins.</summary>
internal static class IntervalClock
{
    /// <summary>The beginning, with the offset of the end; the first instant that there is where it would lie before that.</summary>
    public static DateTimeOffset StartOf(DateTimeOffset end, TimeSpan interval) =>
        Math.Min(end.Ticks, end.UtcTicks) >= interval.Ticks ? end - interval : DateTimeOffset.MinValue;
}
