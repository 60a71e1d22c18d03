using System.Globalization;
using Uhit.Cli.Errors;
using Uhit.Cli.Output;
using Uhit.Cli.Usage;
using Uhit.Client;
using Uhit.Client.Simulator;

namespace Uhit.Cli.Commands.Simulate;

/// <summary>Shows what the simulator does, and the sums of what it delivered.</summary>
internal sealed class SimulatorPrinter
{
    private readonly ToolOutput _output;

    public SimulatorPrinter(ToolOutput output) => _output = output;

    /// <summary>Shows each step until the simulator or the token ends.</summary>
    public async Task ShowAsync(UhitSimulator simulator, CancellationToken cancellationToken)
    {
        await foreach (var step in simulator.ReadStepsAsync(cancellationToken).ConfigureAwait(false))
        {
            Show(step);
            if (step is { Kind: SimulatorStepKind.InquiryCompleted, RequestId: { } id })
            {
                ShowSums(simulator.GetReport(), id);
            }
        }
    }

    private void Show(SimulatorStep step)
    {
        var about = string.Join(' ', new[]
        {
            step.Operation?.ToString(),
            step.Part is { } part ? string.Create(CultureInfo.InvariantCulture, $"part {part.PartNumber} of {part.PartCount}") : null,
            step.Attempt > 1 ? string.Create(CultureInfo.InvariantCulture, $"attempt {step.Attempt}") : null,
            step.Status?.ToString(),
            step.Remark,
        }.Where(text => !string.IsNullOrEmpty(text)));
        _output.Report(
            $"[grey]{ToolTime.ToMillisecond(step.At)}[/] [bold]{step.Kind,-17}[/] {about} [grey]{step.RequestId?.Value}[/]",
            new ActivityLine(step));
        foreach (var error in step.Errors)
        {
            _output.Line(
                $"             [yellow]{(error.LineNumber is { } line ? $"line {line}: " : string.Empty)}{ErrorItem.Words(error)}[/]");
        }
    }

    private void ShowSums(SimulatorReport report, RequestId id)
    {
        var lines = report.Lines.Where(line => line.RequestId == id).Select(Usage).ToList();
        lines.ForEach(_output.Json);
        var total = TotalLine.Of(id.Value, lines);
        _output.Report(
            $"             [bold]{total.Delivered} of {Count.Of(total.EsiIds, "ESI ID", "ESI IDs")}[/] "
                + $"delivered: {Count.Of(total.Readings, "reading", "readings")}, {ExactDecimalConverter.Text(total.Kwh, "unknown")} kWh "
                + $"by "
                + $"intervals, {Count.Of(total.BillingPeriods, "billing period", "billing periods")}, "
                + $"{ExactDecimalConverter.Text(total.BillingKwh, "unknown")} kWh by bills",
            total);
    }

    private static UsageLine Usage(SimulatedLine line) => new()
    {
        RequestId = line.RequestId.Value,
        LineNumber = line.LineNumber,
        EsiId = line.EsiId.Value,
        State = line.State.ToString(),
        Readings = line.Totals.Readings,
        Kwh = line.Totals.IntervalKwh,
        ReceivedKwh = line.Totals.ReceivedKwh,
        BillingPeriods = line.Totals.BillingPeriods,
        BillingKwh = line.Totals.BillingKwh,
    };

    private sealed record ActivityLine : JsonLine
    {
        public ActivityLine(SimulatorStep step)
            : base("activity")
        {
            Kind = step.Kind;
            At = step.At;
            RequestId = step.RequestId?.Value;
            Operation = step.Operation;
            PartNumber = step.Part?.PartNumber;
            PartCount = step.Part?.PartCount;
            Attempt = step.Attempt == 0 ? null : step.Attempt;
            Status = step.Status;
            Remark = step.Remark;
            Errors = ErrorItem.ListOf(step.Errors);
        }

        public SimulatorStepKind Kind { get; }

        public DateTimeOffset At { get; }

        public string? RequestId { get; }

        public UhitOperation? Operation { get; }

        public int? PartNumber { get; }

        public int? PartCount { get; }

        public int? Attempt { get; }

        public AcknowledgementStatus? Status { get; }

        public string? Remark { get; }

        public IReadOnlyList<ErrorItem>? Errors { get; }
    }
}
