namespace Uhit.Client.Simulator.Exchange;

/// <summary>CNP's clock: whole milliseconds, with the offset of Central Prevailing Time.</summary>
internal static class Clock
{
    public static DateTimeOffset Now(TimeProvider timeProvider)
    {
        var now = TimeZoneInfo.ConvertTime(timeProvider.GetUtcNow(), CentralTime.Zone);
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));
    }
}
