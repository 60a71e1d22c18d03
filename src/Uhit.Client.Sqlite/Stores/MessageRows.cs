using Uhit.Client.Relational;
using Uhit.Client.Sqlite.Connections;
using Uhit.Client.Store;

namespace Uhit.Client.Sqlite.Stores;

/// <summary>The rows of messages.</summary>
internal static class MessageRows
{
    public const string ByIdentity =
        $"SELECT {MessageRow.Columns}, r.chunk_count FROM uhit_message m JOIN uhit_receipt r ON r.id = m.id WHERE m.identity = $1";

    public const string ByReceipt =
        $"SELECT {MessageRow.Columns}, r.chunk_count FROM uhit_receipt r JOIN uhit_message m ON m.id = r.id WHERE r.receipt = $1";

    private const string UnmatchedSql =
        "SELECT m.id, m.client, m.request_id FROM uhit_receipt r JOIN uhit_message m ON m.id = r.id WHERE r.receipt = $1 AND m.room = 2";

    private const string InsertSql = """
        INSERT INTO uhit_message (id, identity, room, client, environment, peer, operation, message_key, request_id, digest, digest_version, wire_format,
          received_at, order_at, body_encoding, body_length, body_sha256, usage_count, header, part, unmatched_event, answer_soap11, answer_soap12, key_id,
          stored_bytes, callback_path, soap_action, body_content_type, body_content_encoding)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29)
        """;

    private const string AdoptSql = """
        UPDATE uhit_message SET room = 1, identity = $2, message_key = $3, request_id = $4, header = $5, part = $6, unmatched_event = $7, key_id = $8 WHERE id = $1
        """;

    public static InboxMessage? FindByIdentity(SqliteSession session, byte[] identity) =>
        session.First(ByIdentity, MessageRow.Read, identity);

    public static InboxMessage? FindByReceipt(SqliteSession session, ReceiptId receipt) =>
        session.First(ByReceipt, MessageRow.Read, receipt);

    public static void Insert(
        SqliteSession session, long receiptId, byte[] identity, InboxRoom room, InboxMessage message, long storedBytes)
    {
        var keyId = session.KeyId;
        ReadOnlyMemory<byte>? Protected(byte[]? content) =>
            content is null ? default(ReadOnlyMemory<byte>?) : session.Protect(keyId, content);
        session.Execute(
            InsertSql,
            receiptId,
            identity,
            room,
            message.Client,
            message.Environment,
            message.Peer,
            message.Operation,
            message.MessageKey,
            message.Header.RequestId.Value,
            message.Digest,
            message.DigestVersion,
            message.WireFormat,
            message.ReceivedAt,
            message.Order.SentAt,
            message.BodyEncoding,
            message.BodyLength,
            message.BodySha256,
            message.UsageCount,
            Protected(StoreJson.Write(message.Header)),
            Protected(message.Part is { } part ? StoreJson.Write(part) : null),
            Protected(message.UnmatchedEvent is { } unmatched ? StoreJson.Write(unmatched) : null),
            message.AnswerSoap11,
            message.AnswerSoap12,
            keyId,
            storedBytes,
            message.CallbackPath,
            message.SoapAction,
            message.BodyContentType,
            message.BodyContentEncoding);
        if (room is InboxRoom.Unmatched && message is { Correlation.Search: { } search } && message.Header.RequestId == default)
        {
            KeyRows.Add(session, receiptId, search);
        }
    }

    /// <summary>Moves an unmatched message to the inquiry that it names.</summary>
    public static bool Adopt(SqliteSession session, ReceiptId receipt, Func<InquiryRecord, InquiryChange?> change)
    {
        if (FindUnmatched(session, receipt) is not { } unmatched
            || InquiryRows.Find(session, unmatched.Client, unmatched.RequestId) is not { } inquiry)
        {
            return false;
        }

        InquiryRows.Change(session, inquiry, change, out _);
        session.Execute("UPDATE uhit_message SET room = 1 WHERE id = $1", unmatched.Id);
        return true;
    }

    /// <summary>Moves an unmatched message that names no inquiry to the one that is chosen.</summary>
    public static RequestId? AdoptCorrelated(
        SqliteSession session, ReceiptId receipt, MessageCorrelation correlation, Func<InquiryRecord, InquiryChange?> change)
    {
        if (FindUnmatched(session, receipt) is not { } unmatched || unmatched.RequestId != default
            || FindByReceipt(session, receipt) is not { } message
            || StoreRules.ForAdoption(
                message,
                correlation,
                KeyRows.Find(session, message.Client, correlation.Search),
                other => FindByIdentity(session, other)) is not { } found
            || InquiryRows.Find(session, message.Client, found.Header.RequestId) is not { } inquiry)
        {
            return null;
        }

        InquiryRows.Change(session, inquiry, change, out _);
        KeyRows.Drop(session, unmatched.Id);
        var keyId = session.KeyId;
        ReadOnlyMemory<byte>? Protected(byte[]? content) =>
            content is null ? default(ReadOnlyMemory<byte>?) : session.Protect(keyId, content);
        session.Execute(
            AdoptSql,
            unmatched.Id,
            StoreRules.IdentityOf(found),
            found.MessageKey,
            found.Header.RequestId.Value,
            Protected(StoreJson.Write(found.Header)),
            Protected(found.Part is { } part ? StoreJson.Write(part) : null),
            Protected(found.UnmatchedEvent is { } told ? StoreJson.Write(told) : null),
            keyId);
        return found.Header.RequestId;
    }

    /// <summary>Takes the content of an unmatched message away.</summary>
    public static bool Discard(SqliteSession session, ReceiptId receipt, DateTimeOffset at)
    {
        if (FindUnmatched(session, receipt) is not { } unmatched)
        {
            return false;
        }

        KeyRows.Drop(session, unmatched.Id);
        ReceiptRows.DropBody(session, unmatched.Id);
        ReceiptRows.DropUsage(session, unmatched.Id);
        session.Execute(
            "UPDATE uhit_message SET room = 4, has_content = 0, purged_at = COALESCE(purged_at, $2) WHERE id = $1", unmatched.Id, at);
        return true;
    }

    private static Unmatched? FindUnmatched(SqliteSession session, ReceiptId receipt) => session.First(
        UnmatchedSql, reader => new Unmatched(reader.GetInt64(0), reader.GetString(1), RequestId.FromStore(reader.GetString(2))), receipt);

    private sealed record Unmatched(long Id, string Client, RequestId RequestId);
}
