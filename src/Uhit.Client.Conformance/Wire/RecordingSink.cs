using System.Text;
using Uhit.Client.Usage;
using Uhit.Client.Wire;

namespace Uhit.Client.Conformance.Wire;

/// <summary>Keeps what it is given, and holds the format to the order in which it may come.</summary>
internal sealed class RecordingSink : ICallbackSink
{
    private readonly StringBuilder _text = new();
    private IReadOnlyList<UhitOperation> _found = [];

    /// <summary>All that came, in its order, without what only helps to find the inquiry.</summary>
    public string Text => _text.ToString();

    public UhitOperation Operation { get; private set; }

    public MessageHeader? Header { get; private set; }

    public TransactionId? TransactionId { get; private set; }

    public List<string> CorrelationIds { get; } = [];

    public List<(UsagePeriod Period, EsiId? EsiId)> Periods { get; } = [];

    public Acknowledgement? Acknowledgement { get; private set; }

    public DeliveryPart? Part { get; private set; }

    public List<LineValidation> Validations { get; } = [];

    public List<UsageHistory> Histories { get; } = [];

    public int UnknownElements { get; private set; }

    /// <summary>Takes each line in place of keeping it.</summary>
    public Action<UsageHistory>? Usage { get; init; }

    private bool HasLines => Validations.Count + Histories.Count > 0 || Acknowledgement is not null;

    public void Begin(UhitOperation operation, IReadOnlyList<UhitOperation> found) => (Operation, _found) = (operation, found);

    public void OnOperation(UhitOperation operation)
    {
        Assert.True(Header is null, "OnOperation comes before OnHeader.");
        Assert.True(
            _found.Count == 0 || _found.Contains(operation),
            $"OnOperation says {operation}, which FindOperations did not name for this element.");
        Operation = operation;
    }

    public void OnHeader(MessageHeader header)
    {
        Assert.True(Header is null, "OnHeader comes once.");
        Header = header;
        _text.Append(DomainText.Of(header));
    }

    public void OnTransaction(TransactionId transactionId)
    {
        AssertBeforeLines(nameof(OnTransaction));
        TransactionId = transactionId;
        _text.Append(DomainText.Line("transaction", transactionId));
    }

    public void OnCorrelationId(string id)
    {
        AssertBeforeLines(nameof(OnCorrelationId));
        CorrelationIds.Add(id);
    }

    public void OnPeriod(UsagePeriod period, EsiId? esiId)
    {
        AssertAfterHeader(nameof(OnPeriod));
        Periods.Add((period, esiId));
    }

    public void OnAcknowledgement(Acknowledgement acknowledgement)
    {
        AssertAfterHeader(nameof(OnAcknowledgement));
        Assert.True(Acknowledgement is null, "OnAcknowledgement comes once.");
        Acknowledgement = acknowledgement;
        _text.Append(DomainText.Of(acknowledgement));
    }

    public void OnValidation(LineValidation validation)
    {
        AssertAfterHeader(nameof(OnValidation));
        Validations.Add(validation);
        _text.Append(DomainText.Of(validation));
    }

    public void OnDelivery(DeliveryPart part)
    {
        AssertBeforeLines(nameof(OnDelivery));
        Assert.True(Part is null, "OnDelivery comes once.");
        Part = part;
        _text.Append(DomainText.Of(part));
    }

    public void OnUsage(UsageHistory history)
    {
        AssertAfterHeader(nameof(OnUsage));
        if (Usage is not null)
        {
            Usage(history);
            return;
        }

        Histories.Add(history);
        _text.Append(DomainText.Of(history));
    }

    public void OnUnknownElements(int count)
    {
        AssertAfterHeader(nameof(OnUnknownElements));
        UnknownElements += count;
    }

    private void AssertAfterHeader(string call) => Assert.True(Header is not null, $"{call} comes after OnHeader.");

    private void AssertBeforeLines(string call)
    {
        AssertAfterHeader(call);
        Assert.True(!HasLines, $"{call} comes before any line.");
    }
}
