using Microsoft.Data.Sqlite;
using Uhit.Client.Inquiries;
using Uhit.Client.Sqlite.Connections;
using Uhit.Client.Store;

namespace Uhit.Client.Sqlite.Stores;

/// <summary>Lists what is in a room, a page at a time.</summary>
internal static class EntryRows
{
    public const string MessagesSql = """
        SELECT m.id, r.receipt, m.client, m.peer, m.received_at, m.operation, m.message_key, m.request_id, NULL, m.body_length, r.chunk_count
        FROM uhit_message m INDEXED BY uhit_message_room CROSS JOIN uhit_receipt r ON r.id = m.id
        WHERE m.room = $1 AND ($2 IS NULL OR m.client = $2) AND (m.received_at, m.id) > ($3, $4)
        ORDER BY m.received_at, m.id LIMIT $5
        """;

    public const string UnreadableSql = """
        SELECT m.id, r.receipt, m.client, m.peer, m.received_at, m.operation, m.message_key, NULL, m.reason, m.body_length, r.chunk_count
        FROM uhit_unreadable m INDEXED BY uhit_unreadable_received CROSS JOIN uhit_receipt r ON r.id = m.id
        WHERE $1 = 3 AND ($2 IS NULL OR m.client = $2) AND (m.received_at, m.id) > ($3, $4)
        ORDER BY m.received_at, m.id LIMIT $5
        """;

    public static List<(long Id, InboxEntry Entry)> Page(
        SqliteSession session, string? client, InboxRoom room, (long ReceivedAt, long Id) after, int limit) => session.Query(
        room is InboxRoom.Unreadable ? UnreadableSql : MessagesSql,
        reader => (reader.GetInt64(0), Read(reader, room)),
        room,
        client,
        after.ReceivedAt,
        after.Id,
        limit);

    private static InboxEntry Read(SqliteDataReader reader, InboxRoom room) => new()
    {
        Receipt = SqliteValue.Receipt(reader, 1),
        Room = room,
        Client = reader.GetString(2),
        Peer = reader.GetString(3),
        ReceivedAt = SqliteValue.Instant(reader, 4),
        Operation = reader.IsDBNull(5) ? null : (UhitOperation)reader.GetInt32(5),
        MessageKey = SqliteValue.TextOrNull(reader, 6),
        RequestId = reader.IsDBNull(7) ? null : RequestId.Parse(reader.GetString(7)),
        Reason = SqliteValue.TextOrNull(reader, 8),
        BodyLength = reader.GetInt64(9),
        HasBody = reader.GetInt64(10) > 0,
    };
}
