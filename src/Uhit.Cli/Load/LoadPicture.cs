using System.Globalization;
using Spectre.Console;
using Uhit.Cli.Output;

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
