using Uhit.Cli.Errors;
using Uhit.Cli.Output;
using Uhit.Cli.Usage;
using Uhit.Client;

namespace Uhit.Cli.Inquiries;

/// <summary>What came for an inquiry, or for the requests that it was split into: read once, line
/// after line, so that memory stays flat.</summary>
internal sealed class InquiryResults
{
    // Of an inquiry that is summed up.
    private const int MostWordsShown = 10;

    private InquiryResults(
        IReadOnlyList<InquirySnapshot> inquiries, IReadOnlyList<UsageResult> lines, IReadOnlyList<UsageLine> usage, LoadShape shape)
    {
        Inquiries = inquiries;
        Lines = lines;
        Usage = usage;
        Shape = shape;
    }

    /// <summary>The inquiry; several where the contract takes less in one request than was asked.</summary>
    public IReadOnlyList<InquirySnapshot> Inquiries { get; }

    /// <summary>The lines, numbered through all requests.</summary>
    public IReadOnlyList<UsageResult> Lines { get; }

    /// <summary>The load of all ESI IDs together.</summary>
    public LoadShape Shape { get; }

    /// <summary>The same, each under the number of its request and its line there.</summary>
    public IReadOnlyList<UsageLine> Usage { get; }

    /// <summary>Whether data came for every line.</summary>
    public bool IsAllDelivered => Lines.All(line => line.State == nameof(LineState.Delivered));

    public static async Task<InquiryResults> ReadAsync(
        IUsageHistoryClient client, IReadOnlyList<InquirySnapshot> inquiries, CancellationToken cancellationToken)
    {
        var all = new LoadShape();
        var lines = new List<UsageResult>();
        var sent = new List<UsageLine>();
        foreach (var inquiry in inquiries)
        {
            var read = await ReadAsync(client, inquiry.RequestId, all, cancellationToken).ConfigureAwait(false);
            var before = lines.Count;
            foreach (var line in inquiry.Lines)
            {
                var found = read.TryGetValue(line.LineNumber, out var usage);
                var result = new UsageResult(
                    line.LineNumber, line.EsiId.Value, line.State.ToString(), line.Errors, found ? usage.Summary : null,
                    found ? usage.AverageHours : null);
                sent.Add(UsageLine.Of(inquiry.RequestId.Value, result));
                lines.Add(result with { LineNumber = before + line.LineNumber });
            }
        }

        return new InquiryResults(inquiries, lines, sent, all);
    }

    /// <summary>Shows it.</summary>
    /// <param name="output">Where.</param>
    /// <param name="store">The store, as a command names it.</param>
    public void Show(ToolOutput output, string store)
    {
        if (Lines.Count <= SnapshotView.MostLinesShown)
        {
            output.Draw(SummaryTable.Figures(output, Lines));
            if (!Shape.IsEmpty)
            {
                output.Draw(SummaryTable.Shapes(output, Lines));
            }

            ShowWords(output, int.MaxValue);
        }
        else
        {
            output.Line($"{SnapshotView.Counts(Inquiries)}.");
            ShowWords(output, MostWordsShown);
            output.Line(
                $"[grey]Line by line: --json has the figures, 'uhit status --store {store} {Inquiries[0].RequestId}' has where each "
                    + $"stands.[/]");
        }

        foreach (var usage in Usage)
        {
            output.Json(usage);
        }

        foreach (var inquiry in Inquiries)
        {
            output.Json(TotalLine.Of(inquiry.RequestId.Value, [.. Usage.Where(usage => usage.RequestId == inquiry.RequestId.Value)]));
        }

        var total = TotalLine.Of(string.Empty, Usage);
        var toTheGrid = total.ReceivedKwh is 0
            ? string.Empty
            : $" and {ExactDecimalConverter.Text(total.ReceivedKwh, "unknown")} kWh to the grid";
        output.Line(
            $"[bold]{total.Delivered} of {Count.Of(total.EsiIds, "ESI ID", "ESI IDs")}[/] "
                + $"delivered: {Count.Of(total.Readings, "reading", "readings")}, {ExactDecimalConverter.Text(total.Kwh, "unknown")} kWh "
                + $"by "
                + $"intervals{toTheGrid}, {Count.Of(total.BillingPeriods, "billing period", "billing periods")}, "
                + $"{ExactDecimalConverter.Text(total.BillingKwh, "unknown")} kWh by bills. {Inquiries[0].Environment} data.");
    }

    private static async Task<Dictionary<int, (UsageSummary Summary, double[]? AverageHours)>> ReadAsync(
        IUsageHistoryClient client, RequestId requestId, LoadShape all, CancellationToken cancellationToken)
    {
        var read = new Dictionary<int, (UsageSummary Summary, double[]? AverageHours)>();
        await foreach (var usage in client.ReadUsageAsync(requestId, cancellationToken).ConfigureAwait(false))
        {
            var shape = new LoadShape();
            var delivered = LoadShape.SeriesOf(usage);
            shape.Add(delivered);
            all.Add(delivered);
            read[usage.LineNumber] = (UsageSummary.Of(usage), shape.IsEmpty ? null : shape.AverageHours());
        }

        return read;
    }

    // What failed first, and what came without data; what is remarkable about data that came follows, each sentence once.
    private void ShowWords(ToolOutput output, int most)
    {
        var words = Lines
            .SelectMany(line => line.Errors.Select(error => (line.LineNumber, Text: $"{line.State}: {ErrorItem.Words(error)}")))
            .ToList();
        foreach (var (number, text) in words.Take(most))
        {
            output.Line($"[yellow]Line {number}: {text}[/]");
        }

        if (words.Count > most)
        {
            output.Line($"[yellow]… and {words.Count - most} more.[/]");
        }

        foreach (var remark in UsageRemarks.Together(Lines))
        {
            output.Line($"[yellow]{remark}[/]");
        }
    }
}
