using System.Text;
using Uhit.Client.Inquiries;
using Uhit.Client.Usage;
using Uhit.Client.Wire;

namespace Uhit.Client.Conformance.Wire;

/// <summary>Writes down what it is given, in the order in which it comes.</summary>
internal sealed class RecordingSink : ICallbackSink
{
    private readonly StringBuilder _text = new();

    public string Text => _text.ToString();

    public int UnknownElements { get; private set; }

    public Action<UsageHistory>? Usage { get; init; }

    public void OnHeader(MessageHeader header) => _text.Append(DomainText.Of(header));

    public void OnTransaction(TransactionId transactionId) => _text.Append(DomainText.Line("transaction", transactionId));

    public void OnAcknowledgement(Acknowledgement acknowledgement) => _text.Append(DomainText.Of(acknowledgement));

    public void OnValidation(LineValidation validation) => _text.Append(DomainText.Of(validation));

    public void OnDelivery(DeliveryPart part) => _text.Append(DomainText.Line("delivery", part.DeliveryId, part.PartNumber, part.PartCount));

    public void OnUsage(UsageHistory history)
    {
        if (Usage is not null)
        {
            Usage(history);
            return;
        }

        _text.Append(DomainText.Of(history));
    }

    public void OnUnknownElements(int count) => UnknownElements += count;
}
