using Uhit.Client.Usage;
using Uhit.Client.Wire;

namespace Uhit.Client.Simulator.Tests.Support;

/// <summary>A callback as the Third Party of a test read it.</summary>
internal sealed class ReceivedCallback(UhitOperation operation) : ICallbackSink
{
    public UhitOperation Operation => operation;

    public MessageHeader Header { get; private set; } = null!;

    public TransactionId? TransactionId { get; private set; }

    public Acknowledgement? Acknowledgement { get; private set; }

    public List<LineValidation> Validations { get; } = [];

    public DeliveryPart? Part { get; private set; }

    public List<UsageHistory> Usage { get; } = [];

    public string Body { get; set; } = string.Empty;

    public long? ContentLength { get; set; }

    public string? SoapAction { get; set; }

    public string? CallerName { get; set; }

    public void OnHeader(MessageHeader header) => Header = header;

    public void OnTransaction(TransactionId transactionId) => TransactionId = transactionId;

    public void OnAcknowledgement(Acknowledgement acknowledgement) => Acknowledgement = acknowledgement;

    public void OnValidation(LineValidation validation) => Validations.Add(validation);

    public void OnDelivery(DeliveryPart part) => Part = part;

    public void OnUsage(UsageHistory history) => Usage.Add(history);

    public void OnUnknownElements(int count) => Assert.Fail("Elements that the contract does not know.");
}
