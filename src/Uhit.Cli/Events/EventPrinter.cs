using Uhit.Cli.Errors;
using Uhit.Cli.Output;
using Uhit.Client;

namespace Uhit.Cli.Events;

/// <summary>Shows each event as it comes.</summary>
internal sealed class EventPrinter
{
    private readonly ToolOutput _output;
    private readonly TimeProvider _time;
    private readonly Task _mayBegin;

    /// <param name="output">Where.</param>
    /// <param name="time">The clock.</param>
    /// <param name="mayBegin">Until then events wait in the store: what is shown is handled, which
    /// must not happen before all is in place.</param>
    public EventPrinter(ToolOutput output, TimeProvider time, Task mayBegin)
    {
        _output = output;
        _time = time;
        _mayBegin = mayBegin;
    }

    /// <summary>Shows an event, of whatever kind.</summary>
    public async Task ShowAsync(UhitEvent happened, CancellationToken cancellationToken)
    {
        await _mayBegin.WaitAsync(cancellationToken).ConfigureAwait(false);
        switch (happened)
        {
            case InquiryAcknowledged acknowledged:
                Show(acknowledged);
                break;
            case ValidationReceived validation:
                Show(validation);
                break;
            case UsageDelivered delivered:
                await ShowAsync(delivered, cancellationToken).ConfigureAwait(false);
                break;
            case CallbackAcknowledged answered:
                Show(
                    answered,
                    "->",
                    "Acknowledgement",
                    $"{answered.Acknowledgement.Status}, for {answered.Operation}",
                    new EventLine(answered)
                    {
                        Operation = answered.Operation,
                        Status = answered.Acknowledgement.Status,
                    });
                break;
            case InquiryCompleted:
                Show(happened, "==", "Complete", "every line has its end", new EventLine(happened));
                break;
            case InquiryDue:
                Show(happened, "==", "Due", "72 hours have passed since CNP received it", new EventLine(happened));
                break;
            case InquiryOverdue:
                Show(happened, "==", "Overdue", "CNP's third business day has passed: ask CNP", new EventLine(happened));
                break;
            case CallbackUnmatched unmatched:
                Show(
                    unmatched,
                    "<-",
                    "Unmatched",
                    $"{unmatched.Operation} for an inquiry that is not in this store: kept",
                    new EventLine(unmatched) { Operation = unmatched.Operation });
                break;
            case CallbackTooLarge tooLarge:
                Show(
                    tooLarge,
                    "<-",
                    "TooLarge",
                    $"{tooLarge.Operation} was refused: it is larger than {tooLarge.MaxBytes} bytes, the most that this tool takes. Have "
                        + "CNP send it in parts, or ask for fewer ESI IDs at once",
                    new EventLine(tooLarge) { Operation = tooLarge.Operation });
                break;
            default:
                Show(happened, "==", happened.GetType().Name, string.Empty, new EventLine(happened));
                break;
        }
    }

    private void Show(InquiryAcknowledged happened)
    {
        var answer = happened.Acknowledgement;
        var errors = string.Concat(answer.Errors.Select(error => $"; {ErrorItem.Words(error)}"));
        Show(happened, "<-", "Acknowledgement", $"{answer.Status}{errors}", new EventLine(happened)
        {
            Status = answer.Status,
            TransactionId = answer.TransactionId?.Value,
            Errors = ErrorItem.ListOf(answer.Errors),
        });
    }

    private void Show(ValidationReceived happened)
    {
        var verdicts = happened.Lines.GroupBy(line => line.Status.Value).Select(group => $"{group.Count()} {group.Key}");
        var reasons =
            happened.Lines.SelectMany(line => line.Reasons.Select(reason => $"; line {line.LineNumber}: {ErrorItem.Words(reason)}"));
        Show(happened, "<-", "NotifyValidation", string.Join(", ", verdicts) + string.Concat(reasons), new EventLine(happened)
        {
            TransactionId = happened.TransactionId?.Value,
            Lines =
                [.. happened.Lines.Select(line =>
                    new EventLine.Item(line.LineNumber, line.EsiId.Value, line.Status.Value, Errors: ErrorItem.ListOf(line.Reasons)))],
        });
    }

    private async Task ShowAsync(UsageDelivered happened, CancellationToken cancellationToken)
    {
        var lines = new List<EventLine.Item>();
        await foreach (var usage in happened.ReadUsageAsync(cancellationToken).ConfigureAwait(false))
        {
            lines.Add(new EventLine.Item(
                usage.LineNumber, usage.EsiId.Value, Readings: usage.IntervalSeries.Sum(series => series.Count),
                BillingPeriods: usage.BillingPeriods.Count));
        }

        var (readings, periods) = (lines.Sum(line => line.Readings ?? 0), lines.Sum(line => line.BillingPeriods ?? 0));
        var part = happened.Part;
        Show(
            happened,
            "<-",
            "DeliverHistoricalUsage",
            $"part {part.PartNumber} "
                + $"of {part.PartCount}: {Count.Of(lines.Count, "ESI ID", "ESI IDs")}, {Count.Of(readings, "reading", "readings")}, "
                + $"{Count.Of(periods, "billing period", "billing periods")}",
            new EventLine(happened)
            {
                TransactionId = happened.TransactionId?.Value,
                DeliveryId = part.DeliveryId.Value,
                PartNumber = part.PartNumber,
                PartCount = part.PartCount,
                Readings = readings,
                BillingPeriods = periods,
                Lines = lines,
            });
    }

    private void Show(UhitEvent happened, string arrow, string name, string text, EventLine line)
    {
        var again = happened.Attempt > 1 ? $" (attempt {happened.Attempt})" : string.Empty;
        var direction = _output.Console.Profile.Capabilities.Unicode ? arrow switch { "<-" => "←", "->" => "→", _ => "✓" } : arrow;
        _output.Report(
            $"[grey]{ToolTime.ToMillisecond(_time.GetUtcNow())}[/] {direction} [bold]{name}[/] {text}{again} "
                + $"[grey]{ShortId(happened.RequestId)} {happened.Environment}[/]", line);
    }

    // The end of a RequestId of ours is its random part: enough to tell the lines of two inquiries apart.
    private static string ShortId(RequestId id) => id.Value.Length > 8 ? "…" + id.Value[^8..] : id.Value;
}
