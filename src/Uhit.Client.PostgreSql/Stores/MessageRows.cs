using Npgsql;
using Uhit.Client.PostgreSql.Connections;
using Uhit.Client.Relational;
using Uhit.Client.Store;

namespace Uhit.Client.PostgreSql.Stores;

/// <summary>The rows of messages.</summary>
internal static class MessageRows
{
    public const string ByIdentitySql =
        $"SELECT {MessageRow.Columns}, m.body_chunks FROM uhit.message m JOIN uhit.receipt r ON r.id = m.id WHERE m.identity = $1";

    public const string ByReceiptSql =
        $"SELECT {MessageRow.Columns}, m.body_chunks FROM uhit.receipt r JOIN uhit.message m ON m.id = r.id WHERE r.receipt = $1";

    // Without ON CONFLICT: a second of the same identity at the same moment is refused by the index,
    // and its transaction runs again and finds the first.
    private const string InsertSql = """
        INSERT INTO uhit.message (id, identity, room, client, environment, peer, operation, message_key, request_id, digest, digest_version, wire_format,
          received_at, order_at, body_encoding, body_length, body_sha256, body_chunks, usage_count, usage_left, header, part, unmatched_event, answer_soap11, answer_soap12,
          key_id, stored_bytes, callback_path, soap_action, body_content_type, body_content_encoding)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30)
        """;

    private const string MoveToSql = """
        UPDATE uhit.message SET room = 1, identity = $2, message_key = $3, request_id = $4, header = $5, part = $6, unmatched_event = $7, key_id = $8 WHERE id = $1
        """;

    public static void Insert(PgBatch batch, long receiptId, byte[] identity, InboxRoom room, InboxMessage message, long storedBytes)
    {
        var keyId = batch.Session.KeyId;
        NpgsqlParameter Protected(byte[]? content) => MessageRows.Protected(batch, keyId, content);

        batch.Add(
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
            message.BodyChunks,
            message.UsageCount,
            Protected(StoreJson.Write(message.Header)),
            Protected(message.Part is { } part ? StoreJson.Write(part) : null),
            Protected(message.UnmatchedEvent is { } unmatched ? StoreJson.Write(unmatched) : null),
            message.AnswerSoap11,
            message.AnswerSoap12,
            PgValue.OrNull(keyId),
            storedBytes,
            PgValue.OrNull(message.CallbackPath),
            PgValue.OrNull(message.SoapAction),
            PgValue.OrNull(message.BodyContentType),
            PgValue.OrNull(message.BodyContentEncoding));
        if (room is InboxRoom.Unmatched && message is { Correlation.Search: { } search } && message.Header.RequestId == default)
        {
            KeyRows.Add(batch, receiptId, search);
        }
    }

    /// <summary>Makes an unmatched message that names no inquiry one of the inquiry that was found.</summary>
    public static void MoveTo(PgBatch batch, long id, byte[] identity, InboxMessage found)
    {
        var keyId = batch.Session.KeyId;
        batch.Add(
            MoveToSql,
            id,
            identity,
            found.MessageKey,
            found.Header.RequestId.Value,
            Protected(batch, keyId, StoreJson.Write(found.Header)),
            Protected(batch, keyId, found.Part is { } part ? StoreJson.Write(part) : null),
            Protected(batch, keyId, found.UnmatchedEvent is { } unmatched ? StoreJson.Write(unmatched) : null),
            PgValue.OrNull(keyId));
    }

    private static NpgsqlParameter Protected(PgBatch batch, string? keyId, byte[]? content) =>
        content is null ? PgValue.OrNull((byte[]?)null) : PgValue.Of(batch.Session.Protect(keyId, content));
}
