using System.Data.Common;
using Uhit.Client.Store;

namespace Uhit.Client.Relational;

/// <summary>The row of a message, <c>m</c>, with its receipt, <c>r</c>.</summary>
internal static class MessageRow
{
    /// <summary>To be followed by the number of chunks, which each store keeps where it changes.</summary>
    public const string Columns = """
        r.receipt, m.client, m.environment, m.peer, m.operation, m.message_key, m.digest, m.digest_version, m.wire_format, m.received_at, m.body_encoding,
        m.body_length, m.body_sha256, m.answer_soap11, m.answer_soap12, m.header, m.part, m.unmatched_event, m.usage_count, m.purged_at, m.key_id,
        m.callback_path, m.soap_action, m.body_content_type, m.body_content_encoding
        """;

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
}
