using Uhit.Cli.Output;
using Uhit.Cli.Usage;
using Uhit.Client.Simulator;

namespace Uhit.Cli.Commands.Demo;

/// <summary>Whether what arrived is what CNP's side sent: readings, billing periods and exact sums, line by line.</summary>
internal static class SumComparison
{
    public static bool Show(ToolOutput output, SimulatorReport sent, IReadOnlyList<UsageLine> arrived)
    {
        var differing = arrived.Where(line => !IsSame(line, sent)).Select(line => line.LineNumber).ToList();
        output.Report(
            differing.Count == 0
                ? (LineMarkup)$"[green]Readings, billing periods and sums are those that the simulator sent, to the last digit.[/]"
                : $"[red]What arrived differs from what the simulator sent, in lines {string.Join(", ", differing)}.[/]",
            new ComparisonLine(differing.Count == 0, differing));
        return differing.Count == 0;
    }

    private static bool IsSame(UsageLine line, SimulatorReport sent) =>
        Counterparts(line, sent).Any(other => other.Totals.Readings == line.Readings
            && other.Totals.IntervalKwh == line.Kwh
            && other.Totals.ReceivedKwh == line.ReceivedKwh
            && other.Totals.BillingPeriods == line.BillingPeriods
            && other.Totals.BillingKwh == line.BillingKwh);

    // The simulator gives an inquiry a number of its own where the contract carries none of ours, and
    // another one where such an inquiry is sent again.
    private static IEnumerable<SimulatedLine> Counterparts(UsageLine line, SimulatorReport sent)
    {
        var ofRequest = sent.Lines.Where(other => other.RequestId.Value == line.RequestId && other.LineNumber == line.LineNumber).ToList();
        return ofRequest.Count > 0 ? ofRequest : sent.Lines.Where(other => other.EsiId.Value == line.EsiId);
    }

    private sealed record ComparisonLine(bool Same, IReadOnlyList<int> DifferingLines) : JsonLine("comparison");
}
