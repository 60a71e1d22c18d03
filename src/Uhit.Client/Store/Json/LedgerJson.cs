using System.Text.Json;
using Uhit.Client.Inquiries.Ledger;

namespace Uhit.Client.Store.Json;

/// <summary>How the facts that arrived for an inquiry are stored. Names and forms never change.</summary>
internal static class LedgerJson
{
    public static void Write(Utf8JsonWriter writer, InquiryLedger ledger)
    {
        writer.Map("sends", ledger.Sends, Write);
        writer.Object("answer", ledger.Answer, Write);
        writer.Object("acceptance", ledger.Acceptance, Write);
        writer.Map("validations", ledger.Validations, Write);
        writer.Map("deliveries", ledger.Deliveries, Write);
        writer.Object("transaction", ledger.Transaction, Write);
        writer.Map("fetches", ledger.Fetches, Write);
        writer.Object("abandoned", ledger.Abandoned, Write);
    }

    public static InquiryLedger Read(JsonElement element) => new()
    {
        Sends = element.NumberedMap("sends", ReadSend),
        Answer = element.Object("answer", ReadAnswer),
        Acceptance = element.Object("acceptance", ReadAnswer),
        Validations = element.Map("validations", ReadValidation),
        Deliveries = element.Map("deliveries", ReadDelivery),
        Transaction = element.Object("transaction", ReadTransaction),
        Fetches = element.Find("fetches") is null ? null : element.Map("fetches", ReadFetch),
        Abandoned = element.Object("abandoned", abandoned => new Abandoned(abandoned.Instant("at"), abandoned.Text("reason"))),
    };

    private static void Write(Utf8JsonWriter writer, SendRecord send)
    {
        writer.Instant("startedAt", send.StartedAt);
        writer.Text("messageId", send.MessageId?.Value);
        writer.WriteBoolean("isAnswered", send.IsAnswered);
        if (send.MayHaveArrived is { } mayHaveArrived)
        {
            writer.WriteBoolean("mayHaveArrived", mayHaveArrived);
        }
    }

    private static SendRecord ReadSend(JsonElement element) => new()
    {
        StartedAt = element.InstantOrNull("startedAt"),
        MessageId = element.IdOrNull("messageId", MessageId.FromStore),
        IsAnswered = element.Flag("isAnswered"),
        MayHaveArrived = element.Find("mayHaveArrived")?.GetBoolean(),
    };

    private static void Write(Utf8JsonWriter writer, AnswerRecord answer)
    {
        Write(writer, answer.Order);
        writer.Object("acknowledgement", answer.Acknowledgement, MessageJson.Write);
    }

    private static AnswerRecord ReadAnswer(JsonElement element) =>
        new(ReadOrder(element), MessageJson.ReadAcknowledgement(element.GetProperty("acknowledgement")));

    private static void Write(Utf8JsonWriter writer, ValidationRecord validation)
    {
        Write(writer, validation.Order);
        writer.Object("line", validation.Line, MessageJson.Write);
    }

    private static ValidationRecord ReadValidation(JsonElement element) =>
        new(ReadOrder(element), MessageJson.ReadValidation(element.GetProperty("line")));

    private static void Write(Utf8JsonWriter writer, DeliveryRecord delivery)
    {
        writer.WriteNumber("partCount", delivery.PartCount);
        writer.Map("parts", delivery.Parts, Write);
    }

    private static DeliveryRecord ReadDelivery(JsonElement element) =>
        new() { PartCount = element.Number("partCount"), Parts = element.NumberedMap("parts", ReadPart) };

    private static void Write(Utf8JsonWriter writer, PartRecord part)
    {
        Write(writer, part.Order);
        writer.List("lines", part.Lines, Write);
    }

    private static PartRecord ReadPart(JsonElement element) => new(ReadOrder(element), element.List("lines", ReadLine));

    private static void Write(Utf8JsonWriter writer, DeliveredLine line)
    {
        writer.Id("esiId", line.EsiId.Value);
        writer.Kinds("received", line.Received);
        writer.Object("noData", line.NoData, MessageJson.Write);
        writer.Kinds("kinds", line.Kinds);
    }

    private static DeliveredLine ReadLine(JsonElement element) =>
        new(element.Id("esiId", EsiId.Parse), element.Kinds("received"), element.Object("noData", MessageJson.ReadError))
        {
            Kinds = element.Kinds("kinds"),
        };

    private static void Write(Utf8JsonWriter writer, TransactionRecord transaction)
    {
        Write(writer, transaction.Order);
        writer.Id("transactionId", transaction.TransactionId.Value);
    }

    private static TransactionRecord ReadTransaction(JsonElement element) =>
        new(ReadOrder(element), element.Id("transactionId", TransactionId.FromStore));

    private static void Write(Utf8JsonWriter writer, FetchRecord fetch)
    {
        writer.Instant("fetchedAt", fetch.FetchedAt);
        writer.Text("messageId", fetch.MessageId?.Value);
        writer.Text("transactionId", fetch.TransactionId?.Value);
        writer.Object("part", fetch.Part, MessageJson.Write);
        writer.WriteBoolean("isConfirmed", fetch.IsConfirmed);
    }

    private static FetchRecord ReadFetch(JsonElement element) => new()
    {
        FetchedAt = element.InstantOrNull("fetchedAt"),
        MessageId = element.IdOrNull("messageId", MessageId.FromStore),
        TransactionId = element.IdOrNull("transactionId", TransactionId.FromStore),
        Part = element.Object("part", MessageJson.ReadPart),
        IsConfirmed = element.Flag("isConfirmed"),
    };

    private static void Write(Utf8JsonWriter writer, Abandoned abandoned)
    {
        writer.WriteString("at", abandoned.At);
        writer.WriteString("reason", abandoned.Reason);
    }

    private static void Write(Utf8JsonWriter writer, MessageOrder order)
    {
        writer.WriteStartObject("order");
        writer.WriteString("sentAt", order.SentAt);
        writer.WriteString("messageKey", order.MessageKey);
        writer.WriteEndObject();
    }

    private static MessageOrder ReadOrder(JsonElement element)
    {
        var order = element.GetProperty("order");
        return new MessageOrder(order.Instant("sentAt"), order.Text("messageKey"));
    }
}
