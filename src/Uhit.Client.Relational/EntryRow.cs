using System.Data.Common;
using Uhit.Client.Store;

namespace Uhit.Client.Relational;

/// <summary>A received callback in a list, and its row.</summary>
/// <param name="Id">The row.</param>
/// <param name="Entry">The callback.</param>
internal sealed record EntryRow(long Id, InboxEntry Entry)
{
    /// <summary>What a message and a callback that could not be taken have alike.</summary>
    public const string HeadColumns =
        "m.environment, m.callback_path, m.soap_action, m.body_content_type, m.body_content_encoding, m.body_encoding, m.body_sha256";

    /// <summary>When it was received, in UTC ticks.</summary>
    public long ReceivedAt => Entry.ReceivedAt.UtcTicks;

    /// <summary>Reads id, receipt, client, peer, received_at, operation, message_key, request_id, reason, body_length, whether there is a
    /// body, room, purged_at, what an unmatched one is looked for by, and <see cref="HeadColumns"/>.</summary>
    public static EntryRow Read(DbDataReader reader)
    {
        var (identifiers, esiIds) = SearchKeys.Read(reader.GetTextOrNull(13));
        return new EntryRow(reader.GetInt64(0), ReadEntry(reader) with { Identifiers = identifiers, EsiIds = esiIds });
    }

    private static InboxEntry ReadEntry(DbDataReader reader) => new()
    {
        Receipt = reader.GetReceipt(1),
        Client = reader.GetString(2),
        Peer = reader.GetString(3),
        ReceivedAt = reader.GetInstant(4),
        Operation = reader.IsDBNull(5) ? null : (UhitOperation)reader.GetInt32(5),
        MessageKey = reader.GetTextOrNull(6),
        RequestId = reader.GetTextOrNull(7) is { Length: > 0 } requestId ? RequestId.FromStore(requestId) : null,
        Reason = reader.GetTextOrNull(8),
        BodyLength = reader.GetInt64(9),
        HasBody = reader.GetBoolean(10),
        Room = (InboxRoom)reader.GetInt32(11),
        PurgedAt = reader.GetInstantOrNull(12),
        Environment = (UhitEnvironment)reader.GetInt32(14),
        CallbackPath = reader.GetTextOrNull(15),
        SoapAction = reader.GetTextOrNull(16),
        BodyContentType = reader.GetTextOrNull(17),
        BodyContentEncoding = reader.GetTextOrNull(18),
        BodyEncoding = reader.GetString(19),
        BodySha256 = reader.GetBlob(20),
    };
}
