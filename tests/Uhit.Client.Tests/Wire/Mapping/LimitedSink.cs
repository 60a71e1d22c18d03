using Uhit.Client.Usage;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Wire.Mapping;

/// <summary>Takes everything, within limits.</summary>
internal sealed class LimitedSink(MessageLimits limits) : ICallbackSink
{
    public MessageLimits Limits => limits;

    public void OnHeader(MessageHeader header)
    {
    }

    public void OnTransaction(TransactionId transactionId)
    {
    }

    public void OnAcknowledgement(Acknowledgement acknowledgement)
    {
    }

    public void OnValidation(LineValidation validation)
    {
    }

    public void OnDelivery(DeliveryPart part)
    {
    }

    public void OnUsage(UsageHistory history)
    {
    }

    public void OnUnknownElements(int count)
    {
    }
}
