using Microsoft.Data.Sqlite;
using Uhit.Client.Inquiries;
using Uhit.Client.Sqlite.Connections;
using Uhit.Client.Store;

namespace Uhit.Client.Sqlite.Stores;

/// <summary>Lists what is in a room, a page at a time.</summary>
internal static class EntryRows
{
    public const string MessageColumns = """
        m.id, r.receipt, m.client, m.peer, m.received_at, m.operation, m.message_key, m.request_id, NULL, m.body_length, r.chunk_count, m.room, m.purged_at
        """;

    public const string MessagesSql = $"""
        SELECT {MessageColumns}
        FROM uhit_message m INDEXED BY uhit_message_room CROSS JOIN uhit_receipt r ON r.id = m.id
        WHERE m.room = $1 AND ($2 IS NULL OR m.client = $2) AND (m.received_at, m.id) > ($3, $4)
        ORDER BY m.received_at, m.id LIMIT $5
        """;

    public const string UnreadableSql = $"""
        SELECT {UnreadableColumns}
        FROM uhit_unreadable m INDEXED BY uhit_unreadable_received CROSS JOIN uhit_receipt r ON r.id = m.id
        WHERE $1 = 3 AND ($2 IS NULL OR m.client = $2) AND (m.received_at, m.id) > ($3, $4)
        ORDER BY m.received_at, m.id LIMIT $5
        """;

    public const string MessageSql = $"SELECT {MessageColumns} FROM uhit_receipt r JOIN uhit_message m ON m.id = r.id WHERE r.receipt = $1";

    public const string OneUnreadableSql = $"SELECT {UnreadableColumns} FROM uhit_receipt r JOIN uhit_unreadable m ON m.id = r.id WHERE r.receipt = $1";

    public const string AdoptableSql = $"""
        SELECT {MessageColumns}
        FROM uhit_message m INDEXED BY uhit_message_room CROSS JOIN uhit_receipt r ON r.id = m.id
        WHERE m.room = 2 AND m.client = $1 AND EXISTS (SELECT 1 FROM uhit_inquiry i WHERE i.client = m.client AND i.request_id = m.request_id)
        ORDER BY m.received_at, m.id
        """;

    public const string AdoptableOfInquirySql = $"""
        SELECT {MessageColumns}
        FROM uhit_message m JOIN uhit_receipt r ON r.id = m.id
        WHERE m.client = $1 AND m.request_id = $2 AND m.room = 2
          AND EXISTS (SELECT 1 FROM uhit_inquiry i WHERE i.client = m.client AND i.request_id = m.request_id)
        ORDER BY m.received_at, m.id
        """;

    private const string UnreadableColumns = """
        m.id, r.receipt, m.client, m.peer, m.received_at, m.operation, m.message_key, NULL, m.reason, m.body_length, r.chunk_count, 3, NULL
        """;

    public static List<(long Id, InboxEntry Entry)> Page(
        SqliteSession session, string? client, InboxRoom room, (long ReceivedAt, long Id) after, int limit) => session.Query(
        room is InboxRoom.Unreadable ? UnreadableSql : MessagesSql,
        reader => (reader.GetInt64(0), Read(reader)),
        room,
        client,
        after.ReceivedAt,
        after.Id,
        limit);

    public static InboxEntry? Find(SqliteSession session, ReceiptId receipt) =>
        session.First(MessageSql, Read, receipt) ?? session.First(OneUnreadableSql, Read, receipt);

    public static InboxEntry Read(SqliteDataReader reader) => new()
    {
        Receipt = SqliteValue.Receipt(reader, 1),
        Room = (InboxRoom)reader.GetInt32(11),
        Client = reader.GetString(2),
        Peer = reader.GetString(3),
        ReceivedAt = SqliteValue.Instant(reader, 4),
        Operation = reader.IsDBNull(5) ? null : (UhitOperation)reader.GetInt32(5),
        MessageKey = SqliteValue.TextOrNull(reader, 6),
        RequestId = reader.IsDBNull(7) ? null : RequestId.Parse(reader.GetString(7)),
        Reason = SqliteValue.TextOrNull(reader, 8),
        BodyLength = reader.GetInt64(9),
        HasBody = reader.GetInt64(10) > 0,
        PurgedAt = SqliteValue.InstantOrNull(reader, 12),
    };
}
