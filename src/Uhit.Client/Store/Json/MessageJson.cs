using System.Text.Json;

namespace Uhit.Client.Store.Json;

/// <summary>How the parts of messages are stored: header, part, answer, verdict, error. Names and forms never change.</summary>
internal static class MessageJson
{
    public static void Write(Utf8JsonWriter writer, MessageHeader header)
    {
        writer.Id("authenticationId", header.AuthenticationId.Value);
        writer.Id("requestId", header.RequestId.Value);
        writer.Text("messageId", header.MessageId?.Value);
        writer.Instant("sentAt", header.SentAt);
    }

    public static MessageHeader ReadHeader(JsonElement element) => new()
    {
        AuthenticationId = element.Id("authenticationId", AuthenticationId.FromStore),
        RequestId = element.Id("requestId", RequestId.FromStore),
        MessageId = element.IdOrNull("messageId", MessageId.FromStore),
        SentAt = element.InstantOrNull("sentAt"),
    };

    public static void Write(Utf8JsonWriter writer, DeliveryPart part)
    {
        writer.Id("deliveryId", part.DeliveryId.Value);
        writer.WriteNumber("partNumber", part.PartNumber);
        writer.WriteNumber("partCount", part.PartCount);
    }

    public static DeliveryPart ReadPart(JsonElement element) =>
        new(element.Id("deliveryId", DeliveryId.FromStore), element.Number("partNumber"), element.Number("partCount"));

    public static void Write(Utf8JsonWriter writer, Acknowledgement acknowledgement)
    {
        writer.Id("requestId", acknowledgement.RequestId.Value);
        writer.Text("messageId", acknowledgement.MessageId?.Value);
        writer.Text("transactionId", acknowledgement.TransactionId?.Value);
        writer.WriteString("receivedAt", acknowledgement.ReceivedAt);
        writer.WriteNumber("status", (int)acknowledgement.Status);
        writer.List("errors", acknowledgement.Errors, Write);
    }

    public static Acknowledgement ReadAcknowledgement(JsonElement element) => new()
    {
        RequestId = element.Id("requestId", RequestId.FromStore),
        MessageId = element.IdOrNull("messageId", MessageId.FromStore),
        TransactionId = element.IdOrNull("transactionId", TransactionId.FromStore),
        ReceivedAt = element.Instant("receivedAt"),
        Status = (AcknowledgementStatus)element.Number("status"),
        Errors = element.List("errors", ReadError),
    };

    public static void Write(Utf8JsonWriter writer, LineValidation validation)
    {
        writer.WriteNumber("lineNumber", validation.LineNumber);
        writer.Id("esiId", validation.EsiId.Value);
        writer.Id("status", validation.Status.Value);
        writer.List("reasons", validation.Reasons, Write);
    }

    public static LineValidation ReadValidation(JsonElement element) => new()
    {
        LineNumber = element.Number("lineNumber"),
        EsiId = element.Id("esiId", EsiId.Parse),
        Status = element.Id("status", text => new ValidationStatus(text)),
        Reasons = element.List("reasons", ReadError),
    };

    public static void Write(Utf8JsonWriter writer, ReportedError error)
    {
        writer.WriteString("code", error.Code);
        writer.WriteString("description", error.Description);
        writer.Number("lineNumber", error.LineNumber);
    }

    public static ReportedError ReadError(JsonElement element) =>
        new() { Code = element.Text("code"), Description = element.Text("description"), LineNumber = element.NumberOrNull("lineNumber") };
}
