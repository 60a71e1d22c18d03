using Uhit.Client.Inquiries.Correlation;
using Uhit.Client.Usage;
using Uhit.Client.Wire;

namespace Uhit.Client.Receiving;

/// <summary>Collects what a callback says; its data goes on, line by line.</summary>
internal sealed class CallbackSink(
    IReadOnlyList<UhitOperation> operations,
    CorrelationKinds correlation,
    MessageLimits limits,
    Action<UhitOperation, MessageHeader> admit,
    Action<UsageHistory> takeUsage,
    RequestId? asked = null) : ICallbackSink, IDisposable
{
    private readonly ContentDigest _digest = new();
    private readonly List<LineValidation> _validations = [];
    private readonly DeliveredLines _lines = new();
    private MessageHeader? _header;
    private TransactionId? _transactionId;
    private readonly Dictionary<EsiId, UsagePeriod> _periods = [];
    private string? _correlationId;
    private string? _form;
    private Acknowledgement? _acknowledgement;
    private DeliveryPart? _part;
    private int _unknownElements;
    private RequestedUsage _kinds;

    public MessageLimits Limits => limits;

    /// <summary>The operation: the first of those that it may be, until the format says otherwise.</summary>
    public UhitOperation Operation { get; private set; } = operations[0];

    /// <summary>The header, once it is read.</summary>
    public MessageHeader? Header => _header;

    /// <summary>Which form of its operation it has, once the format has said it.</summary>
    public string? Form => _form;

    /// <summary>Whether the format said anything.</summary>
    public bool IsTouched { get; private set; }

    public void OnOperation(UhitOperation operation)
    {
        IsTouched = true;
        Expect(_header is null && operations.Contains(operation), "bad-operation", operation.ToString());
        Operation = operation;
    }

    public void OnForm(string form) => _form = form;

    public void OnHeader(MessageHeader header)
    {
        IsTouched = true;
        if (header.RequestId == default && asked is { } id)
        {
            header = header with { RequestId = id };
        }

        admit(Operation, header);
        _header = header;
        _digest.Add(Operation);
        _digest.Add(header);
    }

    public void OnTransaction(TransactionId transactionId)
    {
        _transactionId = transactionId;
        _digest.Add(transactionId);
    }

    public void OnCorrelationId(string id)
    {
        _correlationId = id;

        // By which no inquiry is found is no content but the attempt's, such as WS-Addressing's
        // MessageID, which is new each time the same message comes.
        if (correlation.HasFlag(CorrelationKinds.CorrelationId))
        {
            _digest.AddCorrelationId(id);
        }
    }

    public void OnPeriod(UsagePeriod period, EsiId? esiId)
    {
        Bound(_periods.Count + 1, limits.MaxUsageLines, nameof(limits.MaxUsageLines), "Period");
        _periods[esiId ?? default] = period;
        _digest.Add(period, esiId);
    }

    public void OnAcknowledgement(Acknowledgement acknowledgement)
    {
        Is(UhitOperation.NotifyAcknowledgement);
        Expect(_header is not null, "missing-element", "Header");
        if (_header!.RequestId == default)
        {
            _header = _header with { RequestId = acknowledgement.RequestId };
        }

        Expect(
            acknowledgement.RequestId == default || acknowledgement.RequestId == _header.RequestId,
            "mismatch",
            "Acknowledgement/RequestId");
        _acknowledgement = acknowledgement;
        _digest.Add(acknowledgement);
    }

    public void OnValidation(LineValidation validation)
    {
        Is(UhitOperation.NotifyValidation);
        Bound(_validations.Count + 1, limits.MaxValidationResults, nameof(limits.MaxValidationResults), "Result");
        _validations.Add(validation);
        _digest.Add(validation);
    }

    public void OnDelivery(DeliveryPart part)
    {
        Is(UhitOperation.DeliverHistoricalUsage);
        Expect(part.PartNumber >= 1 && part.PartNumber <= part.PartCount, "bad-value", "PartNumber");
        _part = part;
        _digest.Add(part);
    }

    public void OnKinds(RequestedUsage kinds) => _kinds = kinds == RequestedUsage.BillingAndInterval ? RequestedUsage.None : kinds;

    public void OnUsage(UsageHistory history)
    {
        Is(UhitOperation.DeliverHistoricalUsage);
        // Data of an inquiry that nobody was admitted to must not reach the store.
        Expect(_header is not null, "missing-element", "Header");
        Bound(_lines.Count + 1, limits.MaxUsageLines, nameof(limits.MaxUsageLines), "UsageHistory");

        // The lines of one ESI ID are put together where they are read, so they share the bounds.
        var held = _lines.HeldWith(history);
        Bound(held.BillingPeriods, limits.MaxBillingPeriods, nameof(limits.MaxBillingPeriods), "UsageHistory/BillingPeriod");
        Bound(held.IntervalSeries, limits.MaxIntervalSeries, nameof(limits.MaxIntervalSeries), "UsageHistory/IntervalData");
        Bound(held.Readings, limits.MaxReadings, nameof(limits.MaxReadings), "UsageHistory/IntervalData/Reading");
        _lines.Add(history, _kinds, held);
        _digest.Add(history);
        takeUsage(history);
    }

    public void OnUnknownElements(int count) => _unknownElements = count;

    /// <summary>What the callback says, once it is read to its end.</summary>
    public ParsedCallback Finish()
    {
        Expect(_header is not null, "missing-element", "Header");
        Expect(Operation != UhitOperation.FetchUsage, "missing-element", "Content");
        Expect(Operation != UhitOperation.NotifyAcknowledgement || _acknowledgement is not null, "missing-element", "Acknowledgement");
        Expect(Operation != UhitOperation.NotifyValidation || _validations.Count > 0, "missing-element", "Result");
        var evidence = _header!.RequestId == default ? Evidence() : null;
        Expect(evidence is null or { IsEmpty: false }, "missing-element", "RequestId");
        var digest = _digest.Finish();
        return new ParsedCallback
        {
            Operation = Operation,
            Header = _header,
            Digest = digest,
            TransactionId = _transactionId,
            Acknowledgement = _acknowledgement,
            Validations = _validations,
            Part = _part ?? (Operation == UhitOperation.DeliverHistoricalUsage ? OnlyPart(digest) : null),
            Lines = _lines.ToList(),
            LineCount = _lines.Count,
            UnknownElements = _unknownElements,
            CorrelationId = _correlationId,
            Form = _form,
            Evidence = evidence,
        };
    }

    // As far as the contract lets us go by it.
    private CorrelationEvidence Evidence() => new()
    {
        Operation = Operation,
        TransactionId = correlation.HasFlag(CorrelationKinds.TransactionId) ? _transactionId ?? _acknowledgement?.TransactionId : null,
        CorrelationId = correlation.HasFlag(CorrelationKinds.CorrelationId) ? _correlationId : null,
        Lines = correlation.HasFlag(CorrelationKinds.EsiId) ? NamedLines() : [],
        Part = _part,
    };

    // What the message repeats of what was asked for goes before what its data covers.
    private List<CorrelatedLine> NamedLines()
    {
        var named = Operation == UhitOperation.NotifyValidation
            ? _validations.Select(line => line.EsiId)
            : _lines.ToList().Select(line => line.EsiId);
        UsagePeriod? ofAll = _periods.TryGetValue(default, out var period) ? period : null;
        return
        [
            .. named.Concat(_periods.Keys.Where(esiId => esiId != default)).Distinct().Select(esiId => new CorrelatedLine(
                esiId, _periods.TryGetValue(esiId, out var asked) ? asked : ofAll ?? _lines.DaysOf(esiId))),
        ];
    }

    public void Dispose() => _digest.Dispose();

    // A contract without numbers for its deliveries: each message is one.
    private DeliveryPart OnlyPart(byte[] digest) =>
        new(DeliveryId.Parse(_header!.MessageId?.Value ?? Convert.ToHexStringLower(digest)), 1, 1);

    // What a fetch brings says by its content what it is.
    private void Is(UhitOperation operation)
    {
        IsTouched = true;
        if (Operation == UhitOperation.FetchUsage)
        {
            Operation = operation;
        }
    }

    private void Bound(long count, int max, string limit, string path)
    {
        if (count > max)
        {
            throw MessageLimits.Exceeded(limit, Operation + "/" + path);
        }
    }

    private static void Expect(bool condition, string code, string path)
    {
        if (!condition)
        {
            throw new WireFormatException(code, path);
        }
    }
}
