using Uhit.Client.Inquiries;
using Uhit.Client.Simulator.Data;
using Uhit.Client.Usage;
using Uhit.Client.Wire;

namespace Uhit.Client.Simulator.Exchange;

/// <summary>Makes the callbacks of an inquiry. Usage is made line by line while a message is written.</summary>
internal sealed class CallbackFactory(UhitSimulatorOptions options)
{
    private const int CorrectedLines = 3;

    private readonly UsageGenerator _generator = new(options.Seed) { Gaps = !options.Scenario.WithoutGaps };

    public Callback Acknowledgement(SimulatedInquiry inquiry)
    {
        var header = HeaderOf(inquiry, "acknowledgement");
        return new Callback(inquiry, UhitOperation.NotifyAcknowledgement, header, (writer, _) => options.WireFormat!.WriteAcknowledgementNotice(writer, header, inquiry.Answer))
        {
            Notice = _ => NoticeOf(inquiry, UhitOperation.NotifyAcknowledgement, header) with { Acknowledgement = inquiry.Answer },
        };
    }

    public IReadOnlyList<Callback> Validations(SimulatedInquiry inquiry)
    {
        var most = options.Scenario.ValidationPerLine ? 1 : MaxLines(UhitOperation.NotifyValidation);
        return inquiry.Verdicts.Count <= most && !options.Scenario.ValidationPerLine
            ? [Validation(inquiry, inquiry.Verdicts, "validation")]
            : [.. inquiry.Verdicts.Chunk(most).Select(verdicts => Validation(inquiry, verdicts, "validation " + verdicts[0].LineNumber))];
    }

    /// <summary>The parts of the data, in the order in which they are sent; none where every line failed.</summary>
    public IReadOnlyList<Callback> Deliveries(SimulatedInquiry inquiry)
    {
        var lines = inquiry.Verdicts.Where(verdict => verdict.Status != ValidationStatus.Failed).Select(verdict => verdict.LineNumber).ToArray();
        if (lines.Length == 0)
        {
            return [];
        }

        var scenario = options.Scenario;
        var most = MaxLines(UhitOperation.DeliverHistoricalUsage);
        var count = scenario.SplitLines && most > 1 ? scenario.Parts : Math.Min(scenario.Parts, lines.Length);
        count = Math.Max(count, ((lines.Length - 1) / most) + 1);
        var id = DeliveryId.Parse(inquiry.Number("delivery"));
        var asOf = Today();
        var parts = Enumerable.Range(1, count).Select(number => Delivery(
            inquiry, new DeliveryPart(id, number, count), "part " + number, () => UsageOf(inquiry, lines, number, count, asOf).Select(usage => (usage, SimulatedTotals.Of(usage)))));
        return scenario.ShuffleParts ? Shuffle(inquiry, parts) : [.. parts];
    }

    /// <summary>A message with the number of another one and one value changed.</summary>
    public Callback Conflict(Callback delivery, DateOnly asOf)
    {
        var part = delivery.Part!;
        var inquiry = delivery.Inquiry;
        var lines = inquiry.Verdicts.Where(verdict => verdict.Status != ValidationStatus.Failed).Select(verdict => verdict.LineNumber).ToArray();
        IEnumerable<(UsageHistory, SimulatedTotals)> Usage() => UsageOf(inquiry, lines, part.PartNumber, part.PartCount, asOf)
            .Select((usage, index) => index == 0 ? UsageParts.WithOneValueChanged(usage) : usage)
            .Select(usage => (usage, SimulatedTotals.Of(usage)));

        return WriteDelivery(inquiry, delivery.Header, part, Usage) with { Counts = false };
    }

    /// <summary>A delivery of its own that corrects a few days; null where there is nothing to correct.</summary>
    public Callback? Correction(SimulatedInquiry inquiry, MessageHeader delivery, DateOnly asOf)
    {
        var lines = inquiry.Verdicts.Where(verdict => verdict.Status != ValidationStatus.Failed && !HasNoData(verdict.LineNumber)).Take(CorrectedLines).ToArray();
        if (lines.Length == 0)
        {
            return null;
        }

        // Later by the clock, also by one that stands still.
        var header = HeaderOf(inquiry, "correction");
        header = header.SentAt > delivery.SentAt ? header : header with { SentAt = delivery.SentAt + TimeSpan.FromSeconds(1) };
        var part = new DeliveryPart(DeliveryId.Parse(inquiry.Number("corrected delivery")), 1, 1);
        return WriteDelivery(inquiry, header, part, () => lines.Select(verdict =>
            UsageCorrection.Of(Create(inquiry, verdict.LineNumber, asOf), inquiry.Message.Inquiry.Lines[verdict.LineNumber - 1].Period)));
    }

    public DateOnly Today() => CentralTime.DateOf(options.TimeProvider.GetUtcNow());

    private Callback Validation(SimulatedInquiry inquiry, IReadOnlyList<LineValidation> verdicts, string purpose)
    {
        var header = HeaderOf(inquiry, purpose);
        return new Callback(
            inquiry, UhitOperation.NotifyValidation, header, (writer, _) => options.WireFormat!.WriteValidation(writer, header, inquiry.TransactionId, verdicts))
        {
            Verdicts = verdicts,
            Notice = _ => NoticeOf(inquiry, UhitOperation.NotifyValidation, header) with { Validations = verdicts },
        };
    }

    private int MaxLines(UhitOperation operation) => options.WireFormat!.GetMaxCallbackLines(operation);

    private Callback Delivery(SimulatedInquiry inquiry, DeliveryPart part, string purpose, Func<IEnumerable<(UsageHistory, SimulatedTotals)>> usage) =>
        WriteDelivery(inquiry, HeaderOf(inquiry, purpose), part, usage);

    private Callback WriteDelivery(SimulatedInquiry inquiry, MessageHeader header, DeliveryPart part, Func<IEnumerable<(UsageHistory Usage, SimulatedTotals Totals)>> usage) =>
        new(inquiry, UhitOperation.DeliverHistoricalUsage, header, (writer, tell) => options.WireFormat!.WriteDelivery(
            writer, header, inquiry.TransactionId, part, Told(usage, tell)))
        {
            Part = part,
            Notice = tell => NoticeOf(inquiry, UhitOperation.DeliverHistoricalUsage, header) with { Part = part, Usage = Told(usage, tell) },
        };

    private static IEnumerable<UsageHistory> Told(Func<IEnumerable<(UsageHistory Usage, SimulatedTotals Totals)>> usage, Action<SimulatedUsage> tell) => usage().Select(line =>
    {
        tell(new SimulatedUsage(line.Usage.LineNumber, line.Usage.EsiId, line.Totals, line.Usage.NoData is null));
        return line.Usage;
    });

    private static WireNotice NoticeOf(SimulatedInquiry inquiry, UhitOperation operation, MessageHeader header) =>
        new() { Operation = operation, Header = header, TransactionId = inquiry.TransactionId };

    private IEnumerable<UsageHistory> UsageOf(SimulatedInquiry inquiry, int[] lines, int part, int count, DateOnly asOf)
    {
        for (var i = 0; i < lines.Length; i++)
        {
            var split = options.Scenario.SplitLines && MaxLines(UhitOperation.DeliverHistoricalUsage) > 1 && i % 2 == 0 && count > 1 && !HasNoData(lines[i]);
            if (split || i % count == part - 1)
            {
                var usage = Create(inquiry, lines[i], asOf);
                yield return split ? UsageParts.Slice(usage, part - 1, count) : usage;
            }
        }
    }

    private UsageHistory Create(SimulatedInquiry inquiry, int lineNumber, DateOnly asOf)
    {
        var line = inquiry.Message.Inquiry.Lines[lineNumber - 1];
        if (HasNoData(lineNumber))
        {
            var error = new ReportedError { Code = "NoData", Description = "There is no usage for this period.", LineNumber = lineNumber };
            return new UsageHistory { LineNumber = lineNumber, EsiId = line.EsiId, NoData = error };
        }

        var usage = _generator.Create(line, lineNumber, asOf);
        return options.Scenario.UnknownCodes ? UnknownCodes.In(usage) : usage;
    }

    private bool HasNoData(int lineNumber) => options.Scenario.NoDataEvery > 0 && lineNumber % options.Scenario.NoDataEvery == 0;

    private MessageHeader HeaderOf(SimulatedInquiry inquiry, string purpose) => new()
    {
        AuthenticationId = inquiry.AuthenticationId,
        RequestId = inquiry.RequestId,
        MessageId = MessageId.Parse(inquiry.Number(purpose)),
        SentAt = Clock.Now(options.TimeProvider),
    };

    private static Callback[] Shuffle(SimulatedInquiry inquiry, IEnumerable<Callback> parts)
    {
        var shuffled = parts.OrderBy(part => StableHash.Of(inquiry.Key, part.Part!.PartNumber)).ToArray();

        // Chance may leave them in order: then it is no shuffling.
        if (shuffled.Length > 1 && shuffled.Select(part => part.Part!.PartNumber).Order().SequenceEqual(shuffled.Select(part => part.Part!.PartNumber)))
        {
            Array.Reverse(shuffled);
        }

        return shuffled;
    }
}
