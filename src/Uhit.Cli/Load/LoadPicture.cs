using System.Globalization;
using Spectre.Console;
using Uhit.Cli.Output;
using Uhit.Client.Inquiries;

namespace Uhit.Cli.Load;

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
            output.Line($"[yellow]{title}: their data are not of the same days. {PeriodsInWords(periods)} A month holds what there is of it.[/]");
        }

        var unicode = output.Console.Profile.Capabilities.Unicode;
        var weekday = shape.AverageDay(weekend: false);
        var weekend = shape.AverageDay(weekend: true);
        var highest = Math.Max(weekday.Max(), weekend.Max());
        output.Line();
        output.Line($"[bold]{title}[/]: the average weekday, by half hours (Central Prevailing Time)");
        DrawLines(output, DayChart.Draw(weekday, highest, unicode));
        output.Line($"and the average day of a weekend");
        DrawLines(output, DayChart.Draw(weekend, highest, unicode));
        output.Line();
        output.Line($"[bold]{title}[/]: kWh by month");
        Months(output, shape, unicode);
    }

    private static string PeriodsInWords(IReadOnlyList<UsagePeriod> periods)
    {
        const int Shown = 3;
        var groups = periods.GroupBy(period => period).OrderByDescending(same => same.Count()).ThenBy(same => same.Key.Start).ThenBy(same => same.Key.End).ToList();
        var words = groups.Take(Shown).Select(same => string.Create(
            CultureInfo.InvariantCulture, $"{Count.Of(same.Count(), "ESI ID", "ESI IDs")}: {same.Key.Start:yyyy-MM-dd} to {same.Key.End:yyyy-MM-dd}"));
        return string.Join("; ", words) + (groups.Count > Shown ? $"; {Count.Of(groups.Count - Shown, "other period", "other periods")}." : ".");
    }

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
        var highest = shape.Months.Values.Max();
        foreach (var (month, kwh) in shape.Months)
        {
            var bar = new string(unicode ? '█' : '#', highest <= 0 ? 0 : (int)Math.Round(Width * kwh / highest));
            var label = month.ToString("yyyy-MM", CultureInfo.InvariantCulture);
            var value = kwh.ToString("N0", CultureInfo.InvariantCulture);
            output.Line($"  {label} [green]{bar}[/] {value}");
        }
    }
}
