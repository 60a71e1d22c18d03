using System.Globalization;

namespace Uhit.Cli.Commands.Inbox;

/// <summary>A time that was written down somewhere else. Without its offset nobody can tell which one it is: what the
/// tool shows is Central time, logs are often UTC.</summary>
internal static class SentTime
{
    private const string HowToWrite =
        "write it with its offset, like 2026-01-05T10:00:00-06:00 (Central time; -05:00 in summer) or 2026-01-05T16:00:00Z.";

    public static bool TryParse(string text, out DateTimeOffset time, out string whyNot)
    {
        time = default;
        whyNot = $"is no time: {HowToWrite}";
        if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var read))
        {
            return false;
        }

        whyNot = $"has no offset: {HowToWrite}";
        return read.Kind != DateTimeKind.Unspecified
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
    }
}
