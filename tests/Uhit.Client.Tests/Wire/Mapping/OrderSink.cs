using System.Globalization;
using Uhit.Client.Usage;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Wire.Mapping;

/// <summary>Notes what it is told, in its order.</summary>
internal sealed class OrderSink : ICallbackSink
{
    public MessageLimits Limits { get; init; } = MessageLimits.Default;

    public List<string> Told { get; } = [];

    public void OnHeader(MessageHeader header) =>
        Told.Add($"header {header.MessageId} {header.SentAt?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture)}");

    public void OnTransaction(TransactionId transactionId) => Told.Add($"number {transactionId}");

    public void OnCorrelationId(string id) => Told.Add($"repeats {id}");

    public void OnPeriod(UsagePeriod period, EsiId? esiId) => Told.Add($"period {esiId?.Value}");

    public void OnAcknowledgement(Acknowledgement acknowledgement) => Told.Add("acknowledgement");

    public void OnValidation(LineValidation validation) => Told.Add($"verdict {validation.Status} {validation.Reasons.Count}");

    public void OnDelivery(DeliveryPart part) => Told.Add($"part {part.DeliveryId} {part.PartNumber}/{part.PartCount}");

    public void OnUsage(UsageHistory history) =>
        Told.Add($"usage {history.EsiId.Value[^1]} {history.CustomerName} {history.BillingPeriods.Sum(bill => bill.Usage)}");

    public void OnUnknownElements(int count) => Told.Add("unknown");
}
