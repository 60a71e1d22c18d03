using Uhit.Client.Usage;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Soap;

namespace Uhit.Client.Reliability.InProcess;

/// <summary>Writes callbacks as CNP does, in the reference contract.</summary>
internal static class Messages
{
    private static readonly ReferenceWireFormat Format = ReferenceWireFormat.Instance;

    public static MessageHeader Header(RequestId requestId, string messageId, DateTimeOffset sentAt) => new()
    {
        AuthenticationId = Cast.ThirdParty,
        RequestId = requestId,
        MessageId = MessageId.Parse(messageId),
        SentAt = sentAt,
    };

    public static Callback Acknowledgement(MessageHeader header, Acknowledgement acknowledgement, string content = "") => Of(
        UhitOperation.NotifyAcknowledgement,
        header,
        content,
        SoapEnvelopeWriter.ToBytes(SoapVersion.Soap11, writer => Format.WriteAcknowledgementNotice(writer, header, acknowledgement)));

    public static Callback Validation(
        MessageHeader header, TransactionId? transactionId, IReadOnlyList<LineValidation> lines, string content = "") =>
        Of(
            UhitOperation.NotifyValidation,
            header,
            content,
            SoapEnvelopeWriter.ToBytes(SoapVersion.Soap11, writer => Format.WriteValidation(writer, header, transactionId, lines)));

    public static Callback Delivery(
        MessageHeader header, TransactionId? transactionId, DeliveryPart part, IReadOnlyList<UsageHistory> usage, string content = "") =>
            Of(
            UhitOperation.DeliverHistoricalUsage,
            header,
            content,
            SoapEnvelopeWriter.ToBytes(SoapVersion.Soap11, writer => Format.WriteDelivery(writer, header, transactionId, part, usage)));

    private static Callback Of(UhitOperation operation, MessageHeader header, string content, byte[] bytes) =>
        new(operation, header.RequestId, header.MessageId!.Value.Value, content, bytes);
}
