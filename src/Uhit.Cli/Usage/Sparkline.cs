namespace Uhit.Cli.Usage;

/// <summary>Values as a line of small bars.</summary>
internal static class Sparkline
{
    private const string Blocks = "▁▂▃▄▅▆▇█";
    private const string Ascii = "_.-:=+*#";

    /// <summary>Draws one character per value, from zero to the highest; what is not a number is not known, and marked.</summary>
    public static string Draw(IReadOnlyList<double> values, bool unicode)
    {
        var steps = unicode ? Blocks : Ascii;
        var highest = values.Count == 0 ? 0 : values.Max();
        return highest <= 0
            ? new string(steps[0], values.Count)
            : string.Concat(values.Select(value => double.IsNaN(value) ? DayChart.UnknownMark(unicode) : steps[Math.Clamp((int)(value / highest * steps.Length), 0, steps.Length - 1)]));
    }
}
