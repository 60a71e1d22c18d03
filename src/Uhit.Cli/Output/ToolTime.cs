using System.Globalization;
using Uhit.Client;

namespace Uhit.Cli.Output;

/// <summary>How the tool writes a time, on both streams: Central Prevailing Time, with its date and zone.</summary>
internal static class ToolTime
{
    private static readonly TimeSpan Summer = TimeSpan.FromHours(-5);

    /// <summary>To the second.</summary>
    public static string Of(DateTimeOffset time) => Write(time, "yyyy-MM-dd HH:mm:ss");

    /// <summary>To the millisecond, for what happens now.</summary>
    public static string ToMillisecond(DateTimeOffset time) => Write(time, "yyyy-MM-dd HH:mm:ss.fff");

    // The zone tells the two hours apart that an autumn day has twice.
    private static string Write(DateTimeOffset time, string format)
    {
        var central = TimeZoneInfo.ConvertTime(time, CentralTime.Zone);
        return central.ToString(format, CultureInfo.InvariantCulture) + (central.Offset == Summer ? " CDT" : " CST");
    }
}
