using Uhit.Client.Usage;

namespace Uhit.Client.Tests.Wire.Notify;

/// <summary>What is left of the domain's values in the contract that says little.</summary>
internal static class NotifyCarried
{
    public static IReadOnlyList<UhitOperation> Callbacks { get; } = [UhitOperation.NotifyValidation, UhitOperation.DeliverHistoricalUsage];

    public static MessageHeader Of(MessageHeader header, UhitOperation operation) =>
        operation is UhitOperation.FetchUsage or UhitOperation.RequestHistoricalUsage
            ? NotifyParts.HeaderOf(header.RequestId, null)
            : NotifyParts.HeaderOf(default, header.MessageId);

    public static InquiryMessage Of(InquiryMessage message) =>
        NotifyParts.Asked(message.Header.RequestId, message.Inquiry.Lines[0].EsiId, message.Inquiry.Lines[0].Period);

    public static LineValidation Of(LineValidation validation) => validation with { LineNumber = 0, Reasons = [] };

    public static UsageHistory Of(UsageHistory history) => new()
    {
        LineNumber = 0,
        EsiId = history.EsiId,
        BillingPeriods =
            [.. history.BillingPeriods
                .Select(period => new BillingPeriod { StartDate = period.StartDate, EndDate = period.EndDate, Usage = period.Usage })],
    };
}
