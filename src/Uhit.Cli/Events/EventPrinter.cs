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
    /// <param name="mayBegin">Until then events wait in the store: what is shown is handled, which must not happen before all is in place.</param>
    public EventPrinter(ToolOutput output, TimeProvider time, Task mayBegin)
    {
        _output = output;
        _time = time;
        _mayBegin = mayBegin;
    }

    /// <summary>Subscribes to all events. The last ones: later subscribers would not see what waits.</summary>
    public void Subscribe(IUsageHistoryListener listener)
    {
        listener.InquiryAcknowledged += Held<InquiryAcknowledged>(OnAcknowledgedAsync);
        listener.ValidationReceived += Held<ValidationReceived>(OnValidationAsync);
        listener.UsageDelivered += Held<UsageDelivered>(OnDeliveredAsync);
        listener.CallbackAcknowledged += Held<CallbackAcknowledged>(OnAnsweredAsync);
        listener.InquiryCompleted += Held<InquiryCompleted>(OnCompletedAsync);
        listener.InquiryDue += Held<InquiryDue>(OnDueAsync);
        listener.InquiryOverdue += Held<InquiryOverdue>(OnOverdueAsync);
        listener.CallbackUnmatched += Held<CallbackUnmatched>(OnUnmatchedAsync);
        listener.CallbackTooLarge += Held<CallbackTooLarge>(OnTooLargeAsync);
    }

    private Func<TEvent, CancellationToken, Task> Held<TEvent>(Func<TEvent, CancellationToken, Task> show) => async (happened, cancellationToken) =>
    {
        await _mayBegin.WaitAsync(cancellationToken).ConfigureAwait(false);
        await show(happened, cancellationToken).ConfigureAwait(false);
    };

    private Task OnAcknowledgedAsync(InquiryAcknowledged happened, CancellationToken cancellationToken)
    {
        var answer = happened.Acknowledgement;
        var errors = string.Concat(answer.Errors.Select(error => $"; {ErrorItem.Words(error)}"));
        Show(happened, "<-", "Acknowledgement", $"{answer.Status}{errors}", new EventLine(happened)
        {
            Status = answer.Status,
            TransactionId = answer.TransactionId?.Value,
            Errors = ErrorItem.ListOf(answer.Errors),
        });
        return Task.CompletedTask;
    }

    private Task OnValidationAsync(ValidationReceived happened, CancellationToken cancellationToken)
    {
        var verdicts = happened.Lines.GroupBy(line => line.Status.Value).Select(group => $"{group.Count()} {group.Key}");
        var reasons = happened.Lines.SelectMany(line => line.Reasons.Select(reason => $"; line {line.LineNumber}: {ErrorItem.Words(reason)}"));
        Show(happened, "<-", "NotifyValidation", string.Join(", ", verdicts) + string.Concat(reasons), new EventLine(happened)
        {
            TransactionId = happened.TransactionId?.Value,
            Lines = [.. happened.Lines.Select(line => new EventLine.Item(line.LineNumber, line.EsiId.Value, line.Status.Value, Errors: ErrorItem.ListOf(line.Reasons)))],
        });
        return Task.CompletedTask;
    }

    private async Task OnDeliveredAsync(UsageDelivered happened, CancellationToken cancellationToken)
    {
        var lines = new List<EventLine.Item>();
        await foreach (var usage in happened.ReadUsageAsync(cancellationToken).ConfigureAwait(false))
        {
            lines.Add(new EventLine.Item(
                usage.LineNumber, usage.EsiId.Value, Readings: usage.IntervalSeries.Sum(series => series.Count), BillingPeriods: usage.BillingPeriods.Count));
        }

        var (readings, periods) = (lines.Sum(line => line.Readings ?? 0), lines.Sum(line => line.BillingPeriods ?? 0));
        var part = happened.Part;
        Show(
            happened,
            "<-",
            "DeliverHistoricalUsage",
            $"part {part.PartNumber} of {part.PartCount}: {Count.Of(lines.Count, "ESI ID", "ESI IDs")}, {Count.Of(readings, "reading", "readings")}, {Count.Of(periods, "billing period", "billing periods")}",
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

    private Task OnAnsweredAsync(CallbackAcknowledged happened, CancellationToken cancellationToken)
    {
        Show(happened, "->", "Acknowledgement", $"{happened.Acknowledgement.Status}, for {happened.Operation}", new EventLine(happened)
        {
            Operation = happened.Operation,
            Status = happened.Acknowledgement.Status,
        });
        return Task.CompletedTask;
    }

    private Task OnCompletedAsync(InquiryCompleted happened, CancellationToken cancellationToken) =>
        ShowAsync(happened, "Complete", "every line has its end");

    private Task OnDueAsync(InquiryDue happened, CancellationToken cancellationToken) =>
        ShowAsync(happened, "Due", "72 hours have passed since CNP received it");

    private Task OnOverdueAsync(InquiryOverdue happened, CancellationToken cancellationToken) =>
        ShowAsync(happened, "Overdue", "CNP's third business day has passed: ask CNP");

    private Task OnUnmatchedAsync(CallbackUnmatched happened, CancellationToken cancellationToken)
    {
        Show(happened, "<-", "Unmatched", $"{happened.Operation} for an inquiry that is not in this store: kept", new EventLine(happened) { Operation = happened.Operation });
        return Task.CompletedTask;
    }

    private Task OnTooLargeAsync(CallbackTooLarge happened, CancellationToken cancellationToken)
    {
        Show(
            happened,
            "<-",
            "TooLarge",
            $"{happened.Operation} was refused: it is larger than {happened.MaxBytes} bytes, the most that this tool takes. Have CNP send it in parts, or ask for fewer ESI IDs at once",
            new EventLine(happened) { Operation = happened.Operation });
        return Task.CompletedTask;
    }

    private Task ShowAsync(UhitEvent happened, string name, string text)
    {
        Show(happened, "==", name, text, new EventLine(happened));
        return Task.CompletedTask;
    }

    private void Show(UhitEvent happened, string arrow, string name, string text, EventLine line)
    {
        var again = happened.Attempt > 1 ? $" (attempt {happened.Attempt})" : string.Empty;
        var direction = _output.Console.Profile.Capabilities.Unicode ? arrow switch { "<-" => "←", "->" => "→", _ => "✓" } : arrow;
        _output.Report($"[grey]{ToolTime.ToMillisecond(_time.GetUtcNow())}[/] {direction} [bold]{name}[/] {text}{again} [grey]{ShortId(happened.RequestId)} {happened.Environment}[/]", line);
    }

    // The end of a RequestId of ours is its random part: enough to tell the lines of two inquiries apart.
    private static string ShortId(RequestId id) => id.Value.Length > 8 ? "…" + id.Value[^8..] : id.Value;
}
