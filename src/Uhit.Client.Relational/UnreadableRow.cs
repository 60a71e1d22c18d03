using System.Data.Common;
using Uhit.Client.Store;

namespace Uhit.Client.Relational;

/// <summary>The row of a callback that could not be taken, <c>m</c>, with its receipt, <c>r</c>.</summary>
internal static class UnreadableRow
{
    public const string Columns = """
        r.receipt, m.client, m.environment, m.peer, m.received_at, m.reason, m.operation, m.message_key, m.body_encoding, m.body_length, m.body_sha256,
        m.callback_path, m.soap_action, m.body_content_type, m.body_content_encoding
        """;

    public static UnreadableCallback Read(DbDataReader reader) => new()
    {
        Receipt = reader.GetReceipt(0),
        Client = reader.GetString(1),
        Environment = (UhitEnvironment)reader.GetInt32(2),
        Peer = reader.GetString(3),
        ReceivedAt = reader.GetInstant(4),
        Reason = reader.GetString(5),
        Operation = reader.IsDBNull(6) ? null : (UhitOperation)reader.GetInt32(6),
        MessageKey = reader.GetTextOrNull(7),
        BodyEncoding = reader.GetString(8),
        BodyLength = reader.GetInt64(9),
        BodySha256 = reader.GetBlob(10),
        CallbackPath = reader.GetTextOrNull(11),
        SoapAction = reader.GetTextOrNull(12),
        BodyContentType = reader.GetTextOrNull(13),
        BodyContentEncoding = reader.GetTextOrNull(14),
    };
}
