using Uhit.Client.Simulator.Data;
using Uhit.Client.Usage;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Mapping;

namespace Uhit.Client.Simulator.Exchange;

/// <summary>Makes the callbacks of an inquiry. Usage is made line by line while a message is written.</summary>
internal sealed class CallbackFactory(UhitSimulatorOptions options)
{
    private const int CorrectedLines = 3;

    private readonly IReadOnlyList<UsageForm> _forms = UsageForm.Of(options.Format);

    private readonly UsageGenerator _generator = new(options.Seed) { Gaps = !options.Scenario.WithoutGaps };

    public Callback Acknowledgement(SimulatedInquiry inquiry)
    {
        var header = HeaderOf(inquiry, "acknowledgement");
        return new Callback(
            inquiry,
            UhitOperation.NotifyAcknowledgement,
            header,
            (writer, _) => options.Format.WriteAcknowledgementNotice(writer, header, inquiry.Answer))
        {
            Format = options.Format,
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
        var lines = inquiry.Verdicts.Where(verdict => verdict.Status != ValidationStatus.Failed)
            .Select(verdict => verdict.LineNumber).ToArray();
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
        var forms = _forms.Select(form => (Form: form, Lines: lines.Where(line => IsOf(form, inquiry, line)).ToHashSet()))
            .Where(form => form.Lines.Count > 0).ToArray();
        var all = count * forms.Length;
        var parts =
            from number in Enumerable.Range(1, count)
            from form in forms.Index()
            let part = new DeliveryPart(id, ((number - 1) * forms.Length) + form.Index + 1, all)
            select WriteDelivery(
                inquiry,
                HeaderOf(inquiry, "part " + part.PartNumber),
                part,
                form.Item.Form.Format,
                () => UsageOf(inquiry, lines, number, count, asOf)
                    .Where(usage => form.Item.Lines.Contains(usage.LineNumber))
                    .Select(form.Item.Form.Carried)
                    .Select(usage => (usage, SimulatedTotals.Of(usage))));
        return scenario.ShuffleParts ? Shuffle(inquiry, parts) : [.. parts];
    }

    /// <summary>A message with the number of another one and one value changed.</summary>
    public Callback Conflict(Callback delivery)
    {
        IEnumerable<(UsageHistory, SimulatedTotals)> Usage() => delivery.Usage()
            .Select((line, index) => index == 0 ? UsageParts.WithOneValueChanged(line.Usage) : line.Usage)
            .Select(usage => (usage, SimulatedTotals.Of(usage)));

        return WriteDelivery(delivery.Inquiry, delivery.Header, delivery.Part!, delivery.Format, Usage) with { Counts = false };
    }

    /// <summary>A delivery of its own that corrects a few days, in each form; none where there is nothing to correct.</summary>
    public IReadOnlyList<Callback> Corrections(SimulatedInquiry inquiry, MessageHeader delivery, DateOnly asOf)
    {
        var lines = inquiry.Verdicts
            .Where(verdict => verdict.Status != ValidationStatus.Failed && !HasNoData(verdict.LineNumber))
            .Take(CorrectedLines)
            .Select(verdict => verdict.LineNumber).ToArray();
        var forms = _forms.Select(form => (Form: form, Lines: lines.Where(line => IsOf(form, inquiry, line)).ToArray()))
            .Where(form => form.Lines.Length > 0).ToArray();
        return [.. forms.Index()
            .Select(form => Correction(inquiry, delivery, asOf, form.Item.Form, form.Item.Lines, form.Index + 1, forms.Length))];
    }

    public DateOnly Today() => CentralTime.DateOf(options.TimeProvider.GetUtcNow());

    private Callback Correction(
        SimulatedInquiry inquiry, MessageHeader delivery, DateOnly asOf, UsageForm form, int[] lines, int number, int count)
    {
        // Later by the clock, also by one that stands still.
        var header = HeaderOf(inquiry, number == 1 ? "correction" : "correction " + number);
        header = header.SentAt > delivery.SentAt ? header : header with { SentAt = delivery.SentAt + TimeSpan.FromSeconds(1) };
        var part = new DeliveryPart(DeliveryId.Parse(inquiry.Number("corrected delivery")), number, count);
        return WriteDelivery(inquiry, header, part, form.Format, () => lines.Select(line =>
            UsageCorrection.Of(form.Carried(Create(inquiry, line, asOf)), inquiry.Message.Inquiry.Lines[line - 1].Period)));
    }

    // What no form has room for goes in the first.
    private bool IsOf(UsageForm form, SimulatedInquiry inquiry, int lineNumber)
    {
        var (requested, hasNoData) = (inquiry.Message.Inquiry.Lines[lineNumber - 1].RequestedUsage, HasNoData(lineNumber));
        return form.Fits(requested, hasNoData) || (form == _forms[0] && !_forms.Any(other => other.Fits(requested, hasNoData)));
    }

    private Callback Validation(SimulatedInquiry inquiry, IReadOnlyList<LineValidation> verdicts, string purpose)
    {
        var header = HeaderOf(inquiry, purpose);
        return new Callback(
            inquiry, UhitOperation.NotifyValidation, header,
            (writer, _) => options.Format.WriteValidation(writer, header, inquiry.TransactionId, verdicts))
        {
            Format = options.Format,
            Verdicts = verdicts,
            Notice = _ => NoticeOf(inquiry, UhitOperation.NotifyValidation, header) with { Validations = verdicts },
        };
    }

    private int MaxLines(UhitOperation operation) => options.Format.GetMaxCallbackLines(operation);

    private static Callback WriteDelivery(
        SimulatedInquiry inquiry,
        MessageHeader header,
        DeliveryPart part,
        SimulatedWireFormat format,
        Func<IEnumerable<(UsageHistory Usage, SimulatedTotals Totals)>> usage) =>
        new(inquiry, UhitOperation.DeliverHistoricalUsage, header, (writer, tell) => format.WriteDelivery(
            writer, header, inquiry.TransactionId, part, Told(usage, tell)))
        {
            Format = format,
            Usage = usage,
            Part = part,
            Notice =
                tell => NoticeOf(inquiry, UhitOperation.DeliverHistoricalUsage, header) with { Part = part, Usage = Told(usage, tell) },
        };

    private static IEnumerable<UsageHistory> Told(
        Func<IEnumerable<(UsageHistory Usage, SimulatedTotals Totals)>> usage, Action<SimulatedUsage> tell) =>
        usage().Select(line =>
        {
            tell(new SimulatedUsage
            {
                LineNumber = line.Usage.LineNumber,
                EsiId = line.Usage.EsiId,
                Totals = line.Totals,
                HasData = line.Usage.NoData is null,
            });
            return line.Usage;
        });

    private static WireCallback NoticeOf(SimulatedInquiry inquiry, UhitOperation operation, MessageHeader header) =>
        new() { Operation = operation, Header = header, TransactionId = inquiry.TransactionId };

    private IEnumerable<UsageHistory> UsageOf(SimulatedInquiry inquiry, int[] lines, int part, int count, DateOnly asOf)
    {
        for (var i = 0; i < lines.Length; i++)
        {
            var split = options.Scenario.SplitLines && MaxLines(
                UhitOperation.DeliverHistoricalUsage) > 1 && i % 2 == 0 && count > 1 && !HasNoData(lines[i]);
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
        if (shuffled.Length > 1
            && shuffled.Select(part => part.Part!.PartNumber).Order().SequenceEqual(shuffled.Select(part => part.Part!.PartNumber)))
        {
            Array.Reverse(shuffled);
        }

        return shuffled;
    }

    /// <summary>A message in which usage is sent, and what of the usage it has room for.</summary>
    /// <param name="Format">What writes it.</param>
    /// <param name="Fits">Whether it says anything of a line: what is asked for, and whether there is no usage.</param>
    /// <param name="Carried">What of the usage it says.</param>
    private sealed record UsageForm(
        SimulatedWireFormat Format, Func<RequestedUsage, bool, bool> Fits, Func<UsageHistory, UsageHistory> Carried)
    {
        /// <summary>The forms of a contract: one for all, unless a folder says otherwise.</summary>
        public static IReadOnlyList<UsageForm> Of(SimulatedWireFormat format) =>
            format is MappedWireFormat { DeliveryForms: [_, ..] forms }
                ? [.. forms.Select(form => new UsageForm(form.Format, form.Form.Fits, form.Form.Carried))]
                : [new UsageForm(format, (_, _) => true, usage => usage)];
    }
}
