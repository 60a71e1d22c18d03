using Uhit.Cli.Load;
using Uhit.Cli.Output;
using Uhit.Client;
using Uhit.Client.Inquiries;

namespace Uhit.Cli.Inquiring;

/// <summary>What came for an inquiry: read once, line after line, so that memory stays flat.</summary>
internal sealed class InquiryResults
{
    // Of an inquiry that is summed up.
    private const int MostWordsShown = 10;

    private InquiryResults(InquirySnapshot inquiry, IReadOnlyList<UsageResult> lines, LoadShape shape)
    {
        Inquiry = inquiry;
        Lines = lines;
        Shape = shape;
        Usage = [.. lines.Select(line => UsageLine.Of(inquiry.RequestId.Value, line))];
    }

    public InquirySnapshot Inquiry { get; }

    public IReadOnlyList<UsageResult> Lines { get; }

    /// <summary>The load of all ESI IDs together.</summary>
    public LoadShape Shape { get; }

    public IReadOnlyList<UsageLine> Usage { get; }

    /// <summary>Whether data came for every line.</summary>
    public bool IsAllDelivered => Inquiry.Lines.All(line => line.State == LineState.Delivered);

    public static async Task<InquiryResults> ReadAsync(IUsageHistoryClient client, InquirySnapshot inquiry, CancellationToken cancellationToken)
    {
        var all = new LoadShape();
        var read = new Dictionary<int, (UsageSummary Summary, double[]? AverageHours)>();
        await foreach (var usage in client.ReadUsageAsync(inquiry.RequestId, cancellationToken).ConfigureAwait(false))
        {
            var shape = new LoadShape();
            var delivered = DeliveredEnergy.Of(usage);
            shape.Add(delivered);
            all.Add(delivered);
            read[usage.LineNumber] = (UsageSummary.Of(usage), shape.IsEmpty ? null : shape.AverageHours());
        }

        var lines = inquiry.Lines.Select(line =>
        {
            var found = read.TryGetValue(line.LineNumber, out var usage);
            return new UsageResult(line.LineNumber, line.EsiId.Value, line.State.ToString(), line.Errors, found ? usage.Summary : null, found ? usage.AverageHours : null);
        });
        return new InquiryResults(inquiry, [.. lines], all);
    }

    /// <summary>Shows it.</summary>
    /// <param name="output">Where.</param>
    /// <param name="store">The store, as a command names it.</param>
    public void Show(ToolOutput output, string store)
    {
        if (Lines.Count <= LineCounts.MostLinesShown)
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
            output.Line($"{LineCounts.Of(Inquiry)}.");
            ShowWords(output, MostWordsShown);
            output.Line($"[grey]Line by line: --json has the figures, 'uhit status --store {store} {Inquiry.RequestId}' has where each stands.[/]");
        }

        foreach (var usage in Usage)
        {
            output.Json(usage);
        }

        var total = TotalLine.Of(Inquiry.RequestId.Value, Usage);
        output.Report(
            $"[bold]{total.Delivered} of {Count.Of(total.EsiIds, "ESI ID", "ESI IDs")}[/] delivered: {Count.Of(total.Readings, "reading", "readings")}, {ExactDecimalConverter.Text(total.Kwh, "unknown")} kWh by intervals, {Count.Of(total.BillingPeriods, "billing period", "billing periods")}, {ExactDecimalConverter.Text(total.BillingKwh, "unknown")} kWh by bills. {Inquiry.Environment} data.",
            total);
    }

    // What failed first, and what came without data; what is remarkable about data that came follows, each sentence once.
    private void ShowWords(ToolOutput output, int most)
    {
        var words = Lines
            .SelectMany(line => line.Errors.Select(error => (line.LineNumber, Text: $"{line.State}: {error.Code} {error.Description}")))
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
