using Uhit.Client.Usage;
using Uhit.Client.Wire;

namespace Uhit.Client.Reliability.Measure;

/// <summary>Counts the readings, and keeps nothing.</summary>
internal sealed class CountingSink : ICallbackSink
{
    public long Readings { get; private set; }

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

    public void OnUsage(UsageHistory history) => Readings += history.IntervalSeries.Sum(series => series.Count);

    public void OnUnknownElements(int count)
    {
    }
}
