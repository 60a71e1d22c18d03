using System.Data.Common;
using Uhit.Client.Store;

namespace Uhit.Client.Relational;

/// <summary>The rows of messages.</summary>
internal static class MessageRows
{
    public const string ByIdentitySql =
        $"SELECT {Columns}, {Sql.Chunks} FROM uhit.message m JOIN uhit.receipt r ON r.id = m.id WHERE m.identity = $1";

    public const string ByReceiptSql =
        $"SELECT {Columns}, {Sql.Chunks} FROM uhit.receipt r JOIN uhit.message m ON m.id = r.id WHERE r.receipt = $1";

    // Of a message m with its receipt r. The number of chunks, which each store keeps where it changes, follows.
    private const string Columns = """
        r.receipt, m.client, m.environment, m.peer, m.operation, m.message_key, m.digest, m.digest_version, m.wire_format, m.received_at, m.body_encoding,
        m.body_length, m.body_sha256, m.answer_soap11, m.answer_soap12, m.header, m.part, m.unmatched_event, m.usage_count, m.purged_at, m.key_id,
        m.callback_path, m.soap_action, m.body_content_type, m.body_content_encoding
        """;

    // Without ON CONFLICT: a second of the same identity at the same moment is refused by the index,
    // and its transaction runs again and finds the first.
    private const string InsertSql = """
        INSERT INTO uhit.message (id, identity, room, client, environment, peer, operation, message_key, request_id, digest, digest_version, wire_format,
          received_at, order_at, body_encoding, body_length, body_sha256, usage_count, header, part, unmatched_event, answer_soap11, answer_soap12,
          key_id, stored_bytes, callback_path, soap_action, body_content_type, body_content_encoding/*postgresql , body_chunks, usage_left*/)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29
          /*postgresql , $30, $18*/)
        """;

    private const string MoveToSql = """
        UPDATE uhit.message SET room = 1, identity = $2, message_key = $3, request_id = $4, header = $5, part = $6, unmatched_event = $7, key_id = $8 WHERE id = $1
        """;

    private const string NoteLeftSql =
        "UPDATE uhit.message SET has_content = $2/*postgresql , body_chunks = $3, usage_left = $4*/ WHERE id = $1";

    private const string NoteLeftOfReceiptSql = """
        /*sqlite UPDATE uhit.receipt SET chunk_count = $2, usage_count = $3,
          chunk_bytes = (SELECT coalesce(sum(length(content)), 0) FROM uhit.chunk WHERE receipt_id = $1)
        WHERE id = $1*/
        """;

    public static IEnumerable<Statement> Insert(
        PayloadProtection protection, long receiptId, byte[] identity, InboxRoom room, InboxMessage message, long storedBytes)
    {
        var keyId = protection.KeyId;
        yield return new Statement(
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
            message.SentAt,
            message.BodyEncoding,
            message.BodyLength,
            message.BodySha256,
            message.UsageCount,
            Protected(protection, keyId, StoreJson.Write(message.Header)),
            Protected(protection, keyId, message.Part is { } part ? StoreJson.Write(part) : null),
            Protected(protection, keyId, message.UnmatchedEvent is { } unmatched ? StoreJson.Write(unmatched) : null),
            message.AnswerSoap11,
            message.AnswerSoap12,
            Sql.OrNull(keyId),
            storedBytes,
            Sql.OrNull(message.CallbackPath),
            Sql.OrNull(message.SoapAction),
            Sql.OrNull(message.BodyContentType),
            Sql.OrNull(message.BodyContentEncoding),
            message.BodyChunks);
        if (room is InboxRoom.Unmatched && message is { Correlation: { } search } && message.Header.RequestId == default)
        {
            foreach (var key in KeyRows.Add(receiptId, search))
            {
                yield return key;
            }
        }
    }

    /// <summary>Makes an unmatched message that names no inquiry one of the inquiry that was found.</summary>
    public static Statement MoveTo(PayloadProtection protection, long id, InboxMessage found)
    {
        var keyId = protection.KeyId;
        return new Statement(
            MoveToSql,
            id,
            StoreRules.IdentityOf(found),
            found.MessageKey,
            found.Header.RequestId.Value,
            Protected(protection, keyId, StoreJson.Write(found.Header)),
            Protected(protection, keyId, found.Part is { } part ? StoreJson.Write(part) : null),
            Protected(protection, keyId, found.UnmatchedEvent is { } unmatched ? StoreJson.Write(unmatched) : null),
            Sql.OrNull(keyId));
    }

    /// <summary>Notes how much of it is left: so many of its first chunks, and so many lines of usage.</summary>
    public static IReadOnlyCollection<Statement> NoteLeft(long id, int chunks, long usage) =>
    [
        new Statement(NoteLeftSql, id, chunks > 0 || usage > 0, chunks, (int)usage),
        new Statement(NoteLeftOfReceiptSql, id, chunks, (int)usage),
    ];

    public static InboxMessage Read(DbDataReader reader, PayloadProtection protection) => new()
    {
        Receipt = reader.GetReceipt(0),
        Client = reader.GetString(1),
        Environment = (UhitEnvironment)reader.GetInt32(2),
        Peer = reader.GetString(3),
        Operation = (UhitOperation)reader.GetInt32(4),
        MessageKey = reader.GetString(5),
        Digest = reader.GetBlob(6),
        DigestVersion = reader.GetInt32(7),
        WireFormat = reader.GetString(8),
        ReceivedAt = reader.GetInstant(9),
        BodyEncoding = reader.GetString(10),
        BodyLength = reader.GetInt64(11),
        BodySha256 = reader.GetBlob(12),
        AnswerSoap11 = reader.GetBlob(13),
        AnswerSoap12 = reader.GetBlob(14),
        Header = StoreJson.ReadHeader(reader.GetContent(15, protection)),
        Part = reader.GetContentOrNull(16, protection, StoreJson.ReadPart),
        UnmatchedEvent = reader.GetContentOrNull(17, protection, StoreJson.ReadEvent),
        UsageCount = reader.GetInt32(18),
        PurgedAt = reader.GetInstantOrNull(19),
        CallbackPath = reader.GetTextOrNull(21),
        SoapAction = reader.GetTextOrNull(22),
        BodyContentType = reader.GetTextOrNull(23),
        BodyContentEncoding = reader.GetTextOrNull(24),
        BodyChunks = reader.GetInt32(25),
    };

    private static object Protected(PayloadProtection protection, string? keyId, byte[]? content) =>
        Sql.OrNull(content is null ? default(ReadOnlyMemory<byte>?) : protection.Protect(keyId, content));
}
