using Uhit.Cli.Usage;
using Uhit.Client;
using Uhit.Client.Usage;
using Uhit.Client.Wire;

namespace Uhit.Cli.Commands.Contract;

/// <summary>How a captured message is read: collects it, of a delivery the figures only, so that memory stays that of one ESI ID.</summary>
internal sealed class TriedMessage : ICallbackSink
{
    private const int MostKept = 1_000;

    /// <summary>What it is; <see langword="null"/> where that was not said yet.</summary>
    public UhitOperation? Operation { get; set; }

    public MessageHeader? Header { get; private set; }

    public TransactionId? Transaction { get; private set; }

    public string? CorrelationId { get; private set; }

    public IReadOnlyList<(UsagePeriod Period, EsiId? EsiId)> Periods => _periods;

    public Acknowledgement? Acknowledgement { get; set; }

    public DeliveryPart? Part { get; private set; }

    /// <summary>The first verdicts.</summary>
    public IReadOnlyList<LineValidation> Verdicts => _verdicts;

    public int VerdictCount { get; private set; }

    /// <summary>The figures of the first lines of usage.</summary>
    public IReadOnlyList<(UsageHistory Line, UsageSummary Figures)> Usage => _usage;

    public int UsageCount { get; private set; }

    public int UnknownElements { get; private set; }

    private readonly List<(UsagePeriod, EsiId?)> _periods = [];
    private readonly List<LineValidation> _verdicts = [];
    private readonly List<(UsageHistory, UsageSummary)> _usage = [];

    public void OnOperation(UhitOperation operation) => Operation = operation;

    public void OnHeader(MessageHeader header) => Header = header;

    public void OnTransaction(TransactionId transactionId) => Transaction = transactionId;

    public void OnCorrelationId(string id) => CorrelationId = id;

    public void OnPeriod(UsagePeriod period, EsiId? esiId)
    {
        if (_periods.Count < MostKept)
        {
            _periods.Add((period, esiId));
        }
    }

    public void OnAcknowledgement(Acknowledgement acknowledgement) => Acknowledgement = acknowledgement;

    public void OnValidation(LineValidation validation)
    {
        if (++VerdictCount <= MostKept)
        {
            _verdicts.Add(validation);
        }
    }

    public void OnDelivery(DeliveryPart part) => Part = part;

    public void OnUsage(UsageHistory history)
    {
        if (++UsageCount <= MostKept)
        {
            _usage.Add((history with { BillingPeriods = [], IntervalSeries = [] }, UsageSummary.Of(history)));
        }
    }

    public void OnUnknownElements(int count) => UnknownElements = count;
}
