using System.Globalization;
using System.Text;

namespace Uhit.Cli.Usage;

/// <summary>The average day as a chart of a few text lines: power over the hours.</summary>
internal static class DayChart
{
    private const int Height = 6;

    /// <summary>Draws the chart; one column per value.</summary>
    /// <param name="values">Power, kW, from midnight to midnight; what is not a number is not known, and marked.</param>
    /// <param name="highest">What the top line stands for: the same for charts that are compared.</param>
    /// <param name="unicode">Whether eighths of a line can be drawn.</param>
    public static IReadOnlyList<string> Draw(IReadOnlyList<double> values, double highest, bool unicode)
    {
        var lines = new List<string>();
        for (var row = Height - 1; row >= 0; row--)
        {
            var label = row == Height - 1 ? highest : row == 0 ? 0 : (double?)null;
            var line = new StringBuilder(
                label is { } kw ? kw.ToString("N1", CultureInfo.InvariantCulture).PadLeft(8) + " kW " : new string(' ', 12));
            line.Append(unicode ? '│' : '|');
            foreach (var value in values)
            {
                line.Append(double.IsNaN(value) ? Unknown(row, unicode) : Cell(highest <= 0 ? 0 : value / highest * Height, row, unicode));
            }

            lines.Add(line.ToString().TrimEnd());
        }

        lines.Add(new string(' ', 12) + (unicode ? '└' + new string('─', values.Count) : '+' + new string('-', values.Count)));
        lines.Add(new string(' ', 13) + Hours(values.Count));
        return lines;
    }

    /// <summary>Draws a line of small bars, one character per value, from zero to the highest; what is
    /// not a number is not known, and marked.</summary>
    public static string Line(IReadOnlyList<double> values, bool unicode)
    {
        var steps = unicode ? "▁▂▃▄▅▆▇█" : "_.-:=+*#";
        var highest = values.Count == 0 ? 0 : values.Max();
        return highest <= 0
            ? new string(steps[0], values.Count)
            : string.Concat(
                values.Select(value => double.IsNaN(value)
                    ? UnknownMark(unicode)
                    : steps[Math.Clamp((int)(value / highest * steps.Length), 0, steps.Length - 1)]));
    }

    /// <summary>What stands for an hour of which nothing is known.</summary>
    public static char UnknownMark(bool unicode) => unicode ? '·' : '?';

    private static char Unknown(int row, bool unicode) => row == 0 ? UnknownMark(unicode) : ' ';

    private static char Cell(double height, int row, bool unicode)
    {
        const string Eighths = " ▁▂▃▄▅▆▇█";
        var filled = Math.Clamp(height - row, 0, 1);
        return unicode ? Eighths[(int)Math.Round(filled * 8)] : filled >= 0.5 ? '#' : ' ';
    }

    private static string Hours(int width)
    {
        var line = new StringBuilder();
        for (var hour = 0; hour <= 24; hour += 6)
        {
            line.Append(' ', Math.Max(0, (width * hour / 24) - line.Length))
                .Append(hour.ToString("00", CultureInfo.InvariantCulture))
                .Append('h');
        }

        return line.ToString();
    }
}
