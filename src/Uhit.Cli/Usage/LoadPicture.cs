using System.Globalization;
using Spectre.Console;
using Uhit.Cli.Output;
using Uhit.Client;

namespace Uhit.Cli.Usage;

/// <summary>Shows the shape of a load in the terminal: the average weekday and weekend day, and a bar per month.</summary>
internal static class LoadPicture
{
    public static void Show(ToolOutput output, LoadShape shape, string title)
    {
        if (shape.IsEmpty || output.IsJson)
        {
            return;
        }

        if (shape.DifferingPeriods is { } periods)
        {
            output.Line();
            output.Line(
                $"[yellow]{title}: their data are not of the same days. {PeriodsInWords(periods)} A month holds what there is of it.[/]");
        }

        var unicode = output.Console.Profile.Capabilities.Unicode;
        Days(output, title, shape.AverageDay(weekend: false), shape.AverageDay(weekend: true), unicode);
        output.Line();
        output.Line($"[bold]{title}[/]: kWh by month");
        Months(output, shape, unicode);
    }

    private static string PeriodsInWords(IReadOnlyList<UsagePeriod> periods)
    {
        const int Shown = 3;
        var groups = periods.GroupBy(period => period)
            .OrderByDescending(same => same.Count())
            .ThenBy(same => same.Key.Start)
            .ThenBy(same => same.Key.End).ToList();
        var words = groups.Take(Shown).Select(same => string.Create(
            CultureInfo.InvariantCulture,
            $"{Count.Of(same.Count(), "ESI ID", "ESI IDs")}: {same.Key.Start:yyyy-MM-dd} to {same.Key.End:yyyy-MM-dd}"));
        return string.Join("; ", words)
            + (groups.Count > Shown ? $"; {Count.Of(groups.Count - Shown, "other period", "other periods")}." : ".");
    }

    private static void Days(ToolOutput output, string title, double[] weekday, double[] weekend, bool unicode)
    {
        var highest = Math.Max(Highest(weekday), Highest(weekend));
        foreach (var (name, other, values) in new[]
        {
            ("weekday", "days of a weekend", weekday),
            ("day of a weekend", "weekdays", weekend),
        })
        {
            output.Line();
            if (values.All(double.IsNaN))
            {
                output.Line($"[bold]{title}[/]: there is no average {name}: all data are of {other}.");
                continue;
            }

            var gaps = values.Any(double.IsNaN) ? $"; {DayChart.UnknownMark(unicode)} is a half hour without data" : string.Empty;
            output.Line($"[bold]{title}[/]: the average {name}, by half hours (Central Prevailing Time){gaps}");
            DrawLines(output, DayChart.Draw(values, highest, unicode));
        }
    }

    // Of what is known; not a number counts as the lowest.
    private static double Highest(double[] values) => values.Max() is var highest && double.IsNaN(highest) ? 0 : highest;

    private static void DrawLines(ToolOutput output, IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            output.Line($"[green]{line}[/]");
        }
    }

    private static void Months(ToolOutput output, LoadShape shape, bool unicode)
    {
        const int Width = 48;
        var highest = shape.Months.Values.Max() ?? 0;
        foreach (var (month, kwh) in shape.Months)
        {
            var bar = new string(unicode ? '█' : '#', highest <= 0 ? 0 : (int)Math.Round(Width * Math.Max(0, kwh ?? 0) / highest));
            var label = month.ToString("yyyy-MM", CultureInfo.InvariantCulture);
            var value = kwh?.ToString("N0", CultureInfo.InvariantCulture) ?? "beyond what can be shown";
            output.Line($"  {label} [green]{bar}[/] {value}");
        }
    }
}
