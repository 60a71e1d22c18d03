using System.Globalization;

namespace Uhit.Client.Wire.Mapping.Model;

/// <summary>Finds a zone by its name or its offset.</summary>
internal static class ZoneNames
{
    public static TimeZoneInfo? Find(string name)
    {
        if (name is "America/Chicago" or "Central Standard Time")
        {
            return CentralTime.Zone;
        }

        if (name is ['+' or '-', ..]
            && TimeSpan.TryParseExact(name.AsSpan(1), "hh\\:mm", CultureInfo.InvariantCulture, out var offset)
            && offset <= TimeSpan.FromHours(14))
        {
            return TimeZoneInfo.CreateCustomTimeZone(name, name[0] == '-' ? -offset : offset, name, name);
        }

        return TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : null;
    }
}
