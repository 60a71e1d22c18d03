using System.Xml;
using Uhit.Client.Wire.Reference.Generated;
using Generated = Uhit.Client.Wire.Reference.Generated;

namespace Uhit.Client.Tests.Wire.Generator;

/// <summary>One full example of every message of the contract: how it is written, and how it is read and written again.</summary>
internal static class Samples
{
    public static readonly TimeSpan Cdt = TimeSpan.FromHours(-5);
    public static readonly TimeSpan Cst = TimeSpan.FromHours(-6);

    public static readonly Generated.MessageHeader Header = new()
    {
        AuthenticationId = "123456789",
        RequestId = "REQ-1",
        MessageId = "MSG-1",
        SentAt = new DateTimeOffset(2026, 3, 2, 10, 15, 30, Cst),
    };

    public static readonly Generated.Acknowledgement Acknowledgement = new()
    {
        RequestId = "REQ-1",
        MessageId = "MSG-1",
        TransactionId = "CNP-77",
        ReceivedAt = new DateTimeOffset(2026, 3, 2, 16, 15, 31, TimeSpan.Zero).AddTicks(1234560),
        Status = Generated.AcknowledgementStatus.Rejected,
        Error =
        [
            new ErrorDetail { Code = "A76", Description = "ESI ID not found", LineNumber = 2 },
            new ErrorDetail { Code = "CNP-9", Description = "Two  blanks & <angles>" },
        ],
    };

    public static readonly Address Address =
        new() { Line1 = "1 Main Street", Line2 = "Suite 2", City = "Houston", State = "TX", PostalCode = "77002" };

    public static IReadOnlyDictionary<string, Action<XmlWriter>> Writers { get; } = new SortedDictionary<
        string, Action<XmlWriter>>(StringComparer.Ordinal)
    {
        ["RequestHistoricalUsage"] = w => SampleInquiry.Message.Write(w),
        ["RequestHistoricalUsageResponse"] = w => new RequestHistoricalUsageResponse { Acknowledgement = Acknowledgement }.Write(w),
        ["NotifyAcknowledgement"] = w => new NotifyAcknowledgement { Header = Header, Acknowledgement = Acknowledgement }.Write(w),
        ["NotifyAcknowledgementResponse"] = w => new NotifyAcknowledgementResponse { Acknowledgement = Acknowledgement }.Write(w),
        ["NotifyValidation"] = w => SampleValidation.Message.Write(w),
        ["NotifyValidationResponse"] = w => new NotifyValidationResponse { Acknowledgement = Acknowledgement }.Write(w),
        ["DeliverHistoricalUsage"] = w => SampleDelivery.Message.Write(w),
        ["DeliverHistoricalUsageResponse"] = w => new DeliverHistoricalUsageResponse { Acknowledgement = Acknowledgement }.Write(w),
        ["UsageHistoryFault"] =
            w => new UsageHistoryFault { Code = "Duplicate", Description = "Known already", MessageId = "MSG-1" }.Write(w),
    };

    /// <summary>Reads a message and returns how it is written again.</summary>
    public static Action<XmlWriter> Read(string name, string xml)
    {
        var reader = WireText.Open(xml);
        switch (name)
        {
            case "RequestHistoricalUsage":
                return RequestHistoricalUsage.Read(reader).Write;
            case "RequestHistoricalUsageResponse":
                return RequestHistoricalUsageResponse.Read(reader).Write;
            case "NotifyAcknowledgement":
                return NotifyAcknowledgement.Read(reader).Write;
            case "NotifyAcknowledgementResponse":
                return NotifyAcknowledgementResponse.Read(reader).Write;
            case "NotifyValidation":
                var validation = new ValidationRecorder();
                NotifyValidation.Read(reader, validation);
                return validation.Message!.Write;
            case "NotifyValidationResponse":
                return NotifyValidationResponse.Read(reader).Write;
            case "DeliverHistoricalUsage":
                var delivery = new DeliveryRecorder();
                DeliverHistoricalUsage.Read(reader, delivery);
                return delivery.Message!.Write;
            case "DeliverHistoricalUsageResponse":
                return DeliverHistoricalUsageResponse.Read(reader).Write;
            default:
                return UsageHistoryFault.Read(reader).Write;
        }
    }
}
