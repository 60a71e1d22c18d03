using System.Globalization;
using Uhit.Cli.Output;

namespace Uhit.Cli.Usage;

/// <summary>What arrived, a row per ESI ID: figures in one table, the shape of the load in another, so that both fit a terminal.</summary>
internal static class SummaryTable
{
    // What the figures take with ESI IDs in full.
    private const int WideWidth = 116;

    public static ToolTable Figures(ToolOutput output, IReadOnlyList<UsageResult> results)
    {
        // What goes to the grid has a column where there is any: it is in the readings, and not in the energy from the grid.
        var isReceived = results.Any(result => result.Summary is { ReceivedKwh: not 0 });
        ToolTable.Column[] received = isReceived ? [new("kWh to grid") { IsRight = true, LeftOut = 6 }] : [];
        var table = new ToolTable([
            new("Line") { IsRight = true },
            new("ESI ID"),
            new("State"),
            new("Readings") { IsRight = true, LeftOut = 3 },
            new("Missing") { IsRight = true, LeftOut = 2 },
            new("Est. %") { IsRight = true, LeftOut = 1 },
            new("kWh") { IsRight = true },
            .. received,
            new("Bills") { IsRight = true, LeftOut = 4 },
            new("Billed kWh") { IsRight = true, LeftOut = 5 },
        ]);
        foreach (var result in results)
        {
            var usage = result.Summary;
            string[] toGrid = isReceived ? [Exact(usage?.ReceivedKwh)] : [];
            table.Add([
                Number(result.LineNumber),
                EsiId(output, result),
                result.State,
                Number(usage?.Readings),
                usage is null ? "-"
                    : usage.Gaps == 0 ? "0"
                    : string.Create(CultureInfo.InvariantCulture, $"{usage.MissingReadings} in {usage.Gaps}"),
                usage is null ? "-" : usage.EstimatedPercent.ToString("0.00", CultureInfo.InvariantCulture),
                Exact(usage?.IntervalKwh),
                .. toGrid,
                Number(usage?.BillingPeriods),
                Exact(usage?.BillingKwh),
            ]);
        }

        return table;
    }

    public static ToolTable Shapes(ToolOutput output, IReadOnlyList<UsageResult> results)
    {
        var unicode = output.Console.Profile.Capabilities.Unicode;
        var table = new ToolTable(
            new("Line") { IsRight = true }, new("ESI ID"), new("Peak kW") { IsRight = true }, new("ends (CPT)") { LeftOut = 1 },
            new("Average day, 0-24 h") { LeftOut = 2 });
        foreach (var result in results.Where(result => result.AverageHours is not null))
        {
            table.Add(
                Number(result.LineNumber),
                EsiId(output, result),
                result.Summary?.PeakKw is { } peak ? Math.Round(peak, 2).ToString("N2", CultureInfo.InvariantCulture) : "-",
                result.Summary?.PeakAt is { } at ? at.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : "-",
                DayChart.Line(result.AverageHours!, unicode));
        }

        return table;
    }

    private static string EsiId(ToolOutput output, UsageResult result) =>
        output.Console.Profile.Width >= WideWidth ? result.EsiId : "…" + result.EsiId[^4..];

    private static string Number(long? value) => value?.ToString("N0", CultureInfo.InvariantCulture) ?? "-";

    private static string Exact(decimal? value) => ExactDecimalConverter.Text(value, "-");
}
