using Npgsql;
using Uhit.Client.PostgreSql.Connections;
using Uhit.Client.Relational;
using Uhit.Client.Store;

namespace Uhit.Client.PostgreSql.Stores;

/// <summary>The rows of messages.</summary>
internal static class MessageRows
{
    public const string ByIdentitySql = $"SELECT {MessageRow.Columns}, m.body_chunks FROM uhit.message m JOIN uhit.receipt r ON r.id = m.id WHERE m.identity = $1";

    public const string ByReceiptSql = $"SELECT {MessageRow.Columns}, m.body_chunks FROM uhit.receipt r JOIN uhit.message m ON m.id = r.id WHERE r.receipt = $1";

    // Without ON CONFLICT: a second of the same identity at the same moment is refused by the index, and its transaction runs again and finds the first.
    private const string InsertSql = """
        INSERT INTO uhit.message (id, identity, room, client, environment, peer, operation, message_key, request_id, digest, digest_version, wire_format,
          received_at, order_at, body_encoding, body_length, body_sha256, body_chunks, usage_count, usage_left, header, part, unmatched_event, answer_soap11, answer_soap12,
          key_id, stored_bytes)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $19, $20, $21, $22, $23, $24, $25, $26)
        """;

    public static void Insert(PgBatch batch, long receiptId, byte[] identity, InboxRoom room, InboxMessage message, long storedBytes)
    {
        var keyId = batch.Session.KeyId;
        NpgsqlParameter Protected<T>(T? value)
            where T : class => value is null ? PgValue.OrNull((byte[]?)null) : PgValue.Of(batch.Session.Protect(keyId, StoreJson.Write(value)));

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
            Protected(message.Header),
            Protected(message.Part),
            Protected(message.UnmatchedEvent),
            message.AnswerSoap11,
            message.AnswerSoap12,
            PgValue.OrNull(keyId),
            storedBytes);
    }
}
