using Uhit.Client.Usage;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Wire.Mapping;

/// <summary>Counts what it takes, within limits, and keeps none of it.</summary>
internal sealed class CountingSink(MessageLimits limits) : ICallbackSink
{
    public MessageLimits Limits => limits;

    public int Histories { get; private set; }

    public int Series { get; private set; }

    public int Readings { get; private set; }

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
        Histories++;
        Series += history.IntervalSeries.Count;
        Readings += history.IntervalSeries.Sum(series => series.Count);
    }

    public void OnUnknownElements(int count)
    {
    }
}
