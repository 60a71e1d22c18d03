using Uhit.Client.Wire;

namespace Uhit.Client.SecondContract;

/// <summary>A day, and a local time that has its offset from UTC, in minutes, in an attribute beside it.</summary>
/// <remarks>Days are added to dates, and offsets taken from times: years far from ours are
/// refused, so that neither leaves the calendar.</remarks>
internal static class AttributeTimes
{
    private const int MaxOffset = 14 * 60;

    public static DateOnly ToPlausibleDate(this AttributeValue value) =>
        value.ToDate() is { Year: >= 1970 and <= 2199 } date ? date : throw value.BadValue();

    public static DateTimeOffset Time(this ElementReader reader, string name, string offsetName)
    {
        var value = reader.Attribute(name);
        var offset = reader.Attribute(offsetName);
        if (value.ToLocalTime() is not { Year: >= 1970 and <= 2199 } time)
        {
            throw value.BadValue();
        }

        return offset.ToInt32() is >= -MaxOffset and <= MaxOffset and var minutes
            ? new DateTimeOffset(time, TimeSpan.FromMinutes(minutes))
            : throw offset.BadValue();
    }

    public static void Time(this ElementWriter writer, string name, string offsetName, DateTimeOffset time)
    {
        writer.Attribute(name, time.DateTime);
        writer.Attribute(offsetName, (int)time.Offset.TotalMinutes);
    }
}
