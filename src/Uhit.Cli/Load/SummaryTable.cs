using System.Globalization;
using Spectre.Console;
using Uhit.Cli.Output;

namespace Uhit.Cli.Load;

/// <summary>What arrived, a row per ESI ID: figures in one table, the shape of the load in another, so that both fit a terminal.</summary>
internal static class SummaryTable
{
    // What the figures take with ESI IDs in full.
    private const int WideWidth = 116;

    public static Table Figures(ToolOutput output, IReadOnlyList<UsageResult> results)
    {
        var table = output.NewTable(">Line", "ESI ID", "State", ">Readings", ">Missing", ">Est. %", ">kWh", ">Bills", ">Billed kWh");
        foreach (var result in results)
        {
            var usage = result.Summary;
            var row = new[]
            {
                Number(result.LineNumber),
                EsiId(output, result),
                result.State,
                Number(usage?.Readings),
                usage is null ? "-" : usage.Gaps == 0 ? "0" : string.Create(CultureInfo.InvariantCulture, $"{usage.MissingReadings} in {usage.Gaps}"),
                usage is null ? "-" : usage.EstimatedPercent.ToString("0.00", CultureInfo.InvariantCulture),
                Exact(usage?.IntervalKwh),
                Number(usage?.BillingPeriods),
                Exact(usage?.BillingKwh),
            };
            table.AddRow(row.Select(cell => new Text(cell)));
        }

        return table;
    }

    public static Table Shapes(ToolOutput output, IReadOnlyList<UsageResult> results)
    {
        var unicode = output.Console.Profile.Capabilities.Unicode;
        var table = output.NewTable(">Line", "ESI ID", ">Peak kW", "ends (CPT)", "Average day, 0-24 h");
        foreach (var result in results.Where(result => result.AverageHours is not null))
        {
            var row = new[]
            {
                Number(result.LineNumber),
                EsiId(output, result),
                result.Summary?.PeakKw is { } peak ? Math.Round(peak, 2).ToString("N2", CultureInfo.InvariantCulture) : "-",
                result.Summary?.PeakAt is { } at ? at.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : "-",
                Sparkline.Draw(result.AverageHours!, unicode),
            };
            table.AddRow(row.Select(cell => new Text(cell)));
        }

        return table;
    }

    private static string EsiId(ToolOutput output, UsageResult result) =>
        output.Console.Profile.Width >= WideWidth ? result.EsiId : "…" + result.EsiId[^4..];

    private static string Number(int? value) => value?.ToString("N0", CultureInfo.InvariantCulture) ?? "-";

    private static string Exact(decimal? value) => value is { } number ? ExactDecimalConverter.Text(number) : "-";
}
