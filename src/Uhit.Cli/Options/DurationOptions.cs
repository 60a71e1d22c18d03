using System.CommandLine;
using System.Globalization;

namespace Uhit.Cli.Options;

/// <summary>Options that are stretches of time: <c>90s</c>, <c>15m</c>, <c>72h</c>, <c>3d</c>.</summary>
internal static class DurationOptions
{
    /// <summary>How often what CNP holds ready is fetched while somebody watches.</summary>
    public static readonly TimeSpan PollingInterval = TimeSpan.FromSeconds(10);

    public static Option<TimeSpan?> Create(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "TIME",
        CustomParser = result => OptionKinds.Read<TimeSpan>(
            result, TryParse, $"{name}: '{result.Tokens[0].Value}' is no time. Write a number and s, m, h or d, more than 0 and at most "
                + "365d, such as 90s or 72h."),
    };

    public static bool TryParse(string text, out TimeSpan time)
    {
        time = default;
        if (text.Length < 2 || !decimal.TryParse(
            text.AsSpan(0, text.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        var seconds = number * (text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86400, _ => 0 });
        if (seconds is <= 0 or > 31_536_000)
        {
            return false;
        }

        time = TimeSpan.FromSeconds((double)seconds);
        return true;
    }
}
