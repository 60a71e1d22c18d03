using System.Text.Json;
using Uhit.Client.Inquiries;

namespace Uhit.Client.Store.Json;

/// <summary>How events are stored. Names and forms never change.</summary>
internal static class EventJson
{
    public static void Write(Utf8JsonWriter writer, StoredEvent stored)
    {
        writer.WriteNumber("kind", (int)stored.Kind);
        writer.WriteString("key", stored.Key);
        writer.WriteString("occurredAt", stored.OccurredAt);
        writer.Text("receipt", stored.Receipt?.ToString());
        writer.Object("content", stored.Content, WriteContent);
    }

    public static StoredEvent Read(JsonElement element) => new()
    {
        Kind = (StoredEventKind)element.Number("kind"),
        Key = element.Text("key"),
        OccurredAt = element.Instant("occurredAt"),
        Receipt = element.IdOrNull("receipt", text => new ReceiptId(Guid.ParseExact(text, "N"))),
        Content = ReadContent(element.GetProperty("content")),
    };

    public static void WriteContent(Utf8JsonWriter writer, StoredEventContent content)
    {
        writer.Number("operation", (int?)content.Operation);
        writer.Text("peer", content.Peer);
        writer.Object("header", content.Header, MessageJson.Write);
        writer.Text("transactionId", content.TransactionId?.Value);
        writer.Object("acknowledgement", content.Acknowledgement, MessageJson.Write);
        writer.List("validations", content.Validations, MessageJson.Write);
        writer.Object("part", content.Part, MessageJson.Write);
        writer.WriteNumber("usageCount", content.UsageCount);
        writer.WriteBoolean("isLate", content.IsLate);
        writer.Number("maxBytes", content.MaxBytes);
    }

    public static StoredEventContent ReadContent(JsonElement element) => new()
    {
        Operation = (UhitOperation?)element.NumberOrNull("operation"),
        Peer = element.TextOrNull("peer"),
        Header = element.Object("header", MessageJson.ReadHeader),
        TransactionId = element.IdOrNull("transactionId", TransactionId.FromStore),
        Acknowledgement = element.Object("acknowledgement", MessageJson.ReadAcknowledgement),
        Validations = element.Find("validations") is null ? null : element.List("validations", MessageJson.ReadValidation),
        Part = element.Object("part", MessageJson.ReadPart),
        UsageCount = element.NumberOrNull("usageCount") ?? 0,
        IsLate = element.Flag("isLate"),
        MaxBytes = element.Find("maxBytes")?.GetInt64(),
    };
}
