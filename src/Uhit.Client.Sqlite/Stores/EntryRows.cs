using Uhit.Client.Relational;
using Uhit.Client.Sqlite.Connections;
using Uhit.Client.Store;

namespace Uhit.Client.Sqlite.Stores;

/// <summary>Lists what is in a room, a page at a time.</summary>
internal static class EntryRows
{
    public const string MessageColumns = """
        m.id, r.receipt, m.client, m.peer, m.received_at, m.operation, m.message_key, m.request_id, NULL, m.body_length, r.chunk_count > 0, m.room, m.purged_at,
        CASE WHEN m.room = 2 AND m.request_id = '' THEN
        """ + KeyRows.OfMessage + " END";

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

    public const string OneUnreadableSql =
        $"SELECT {UnreadableColumns} FROM uhit_receipt r JOIN uhit_unreadable m ON m.id = r.id WHERE r.receipt = $1";

    public const string AdoptableSql = $"""
        SELECT {MessageColumns}
        FROM uhit_message m INDEXED BY uhit_message_room CROSS JOIN uhit_receipt r ON r.id = m.id
        WHERE m.room = 2 AND m.client = $1 AND (
          EXISTS (SELECT 1 FROM uhit_inquiry i WHERE i.client = m.client AND i.request_id = m.request_id)
          OR (m.request_id = '' AND {KeyRows.FitsAny}))
        ORDER BY m.received_at, m.id
        """;

    public const string AdoptableOfInquirySql = $"""
        SELECT {MessageColumns}
        FROM uhit_message m JOIN uhit_receipt r ON r.id = m.id
        WHERE m.client = $1 AND m.request_id = $2 AND m.room = 2
          AND EXISTS (SELECT 1 FROM uhit_inquiry i WHERE i.client = m.client AND i.request_id = m.request_id)
        ORDER BY m.received_at, m.id
        """;

    public const string FittingInquirySql = $"""
        SELECT {MessageColumns}
        FROM uhit_inquiry i JOIN uhit_message m ON m.client = i.client AND m.request_id = '' AND m.room = 2 JOIN uhit_receipt r ON r.id = m.id
        WHERE i.client = $1 AND i.request_id = $2 AND {KeyRows.Fits}
        ORDER BY m.received_at, m.id
        """;

    private const string UnreadableColumns = """
        m.id, r.receipt, m.client, m.peer, m.received_at, m.operation, m.message_key, NULL, m.reason, m.body_length, r.chunk_count > 0, 3, NULL, NULL
        """;

    public static List<EntryRow> Page(SqliteSession session, string? client, InboxRoom room, EntryRow? after, int limit) => session.Query(
        room is InboxRoom.Unreadable ? UnreadableSql : MessagesSql,
        EntryRow.Read,
        room,
        client,
        after?.ReceivedAt ?? long.MinValue,
        after?.Id ?? long.MinValue,
        limit);

    public static List<EntryRow> Adoptable(SqliteSession session, string client, RequestId? requestId) => requestId is { } id
        ? [
            .. session.Query(AdoptableOfInquirySql, EntryRow.Read, client, id.Value),
            .. session.Query(FittingInquirySql, EntryRow.Read, client, id.Value),
        ]
        : session.Query(AdoptableSql, EntryRow.Read, client);

    public static InboxEntry? Find(SqliteSession session, ReceiptId receipt) =>
        (session.First(MessageSql, EntryRow.Read, receipt) ?? session.First(OneUnreadableSql, EntryRow.Read, receipt))?.Entry;
}
