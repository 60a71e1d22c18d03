namespace Uhit.Client.Wire.Reference;

/// <summary>Hands the lines of a delivery to the sink, each when it is complete: one line at a time is in memory.</summary>
internal sealed class DeliveryHandler(ICallbackSink sink) : Generated.IDeliverHistoricalUsageHandler
{
    private const string Message = Generated.DeliverHistoricalUsage.ElementName;
    private UsageAssembler? _usage;

    public void OnDeliverHistoricalUsage(Generated.DeliverHistoricalUsage value)
    {
        if (value.PartNumber > value.PartCount)
        {
            throw new WireFormatException("bad-part", Message + "/PartNumber");
        }

        sink.OnHeader(FromWire.Header(value.Header, Message));
        if (FromWire.Optional<TransactionId>(value.TransactionId, Message, "TransactionId") is { } transactionId)
        {
            sink.OnTransaction(transactionId);
        }

        sink.OnDelivery(
            new DeliveryPart(FromWire.Required<DeliveryId>(value.DeliveryId, Message, "DeliveryId"), value.PartNumber, value.PartCount));
    }

    public void OnUsageHistory(Generated.UsageHistory value) => _usage = new UsageAssembler(value, Message + "/UsageHistory", sink.Limits);

    public void OnBillingPeriod(Generated.BillingPeriod value) => _usage!.Add(value);

    public void OnIntervalData(Generated.IntervalData value) => _usage!.Begin(value);

    public void OnReading(in Generated.Reading value) => _usage!.Add(value);

    public void OnIntervalDataEnd() => _usage!.End();

    public void OnUsageHistoryEnd()
    {
        sink.OnUsage(_usage!.Build());
        _usage = null;
    }

    public void OnDeliverHistoricalUsageEnd()
    {
    }
}
