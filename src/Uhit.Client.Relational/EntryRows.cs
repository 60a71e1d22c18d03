using Uhit.Client.Store;

namespace Uhit.Client.Relational;

/// <summary>Lists what is in a room, a page at a time.</summary>
internal static class EntryRows
{
    public const int PageSize = 128;

    public const string MessageColumns = $"""
        m.id, r.receipt, m.client, m.peer, m.received_at, m.operation, m.message_key, m.request_id, NULL/*postgresql ::text*/, m.body_length,
        {Sql.Chunks} > 0, m.room, m.purged_at, CASE WHEN m.room = 2 AND m.request_id = '' THEN {KeyRows.OfMessage} END,
        {EntryRow.HeadColumns}
        """;

    public const string MessageSql = $"SELECT {MessageColumns} FROM uhit.receipt r JOIN uhit.message m ON m.id = r.id WHERE r.receipt = $1";

    public const string OneUnreadableSql =
        $"SELECT {UnreadableColumns} FROM uhit.receipt r JOIN uhit.unreadable m ON m.id = r.id WHERE r.receipt = $1";

    public const string AdoptableSql = $"""
        SELECT {MessageColumns} FROM {MessagesOfARoom}
        WHERE m.room = 2 AND m.client = $1 AND ({IsInquiryKnown} OR (m.request_id = '' AND {KeyRows.FitsAny}))
        ORDER BY m.received_at, m.id
        """;

    public const string AdoptableOfInquirySql = $"""
        SELECT {MessageColumns} FROM uhit.message m JOIN uhit.receipt r ON r.id = m.id
        WHERE m.client = $1 AND m.request_id = $2 AND m.room = 2 AND {IsInquiryKnown}
        ORDER BY m.received_at, m.id
        """;

    public const string FittingInquirySql = $"""
        SELECT {MessageColumns}
        FROM uhit.inquiry i JOIN uhit.message m ON m.client = i.client AND m.request_id = '' AND m.room = 2 JOIN uhit.receipt r ON r.id = m.id
        WHERE i.client = $1 AND i.request_id = $2 AND {KeyRows.Fits}
        ORDER BY m.received_at, m.id
        """;

    private const string MessagesOfARoom =
        "uhit.message m /*sqlite INDEXED BY uhit_message_room CROSS*/ JOIN uhit.receipt r ON r.id = m.id";

    private const string UnreadableOnes =
        "uhit.unreadable m /*sqlite INDEXED BY uhit_unreadable_received CROSS*/ JOIN uhit.receipt r ON r.id = m.id";

    private const string IsInquiryKnown = "(SELECT true FROM uhit.inquiry i WHERE i.client = m.client AND i.request_id = m.request_id)";

    private const string UnreadableColumns = $"""
        m.id, r.receipt, m.client, m.peer, m.received_at, m.operation, m.message_key, NULL/*postgresql ::text*/, m.reason, m.body_length,
        EXISTS (SELECT 1 FROM uhit.chunk c WHERE c.receipt_id = m.id), 3, NULL/*postgresql ::bigint*/, NULL/*postgresql ::text*/,
        {EntryRow.HeadColumns}
        """;

    private const string Page = " AND (m.received_at, m.id) > ($1, $2) ORDER BY m.received_at, m.id LIMIT 128";

    /// <summary>Parameters: after which time and row, which room, and the client where one is asked for.</summary>
    public static string PageSql(InboxRoom room, bool ofClient) =>
        (room is InboxRoom.Unreadable
            ? $"SELECT {UnreadableColumns} FROM {UnreadableOnes} WHERE $3 = 3"
            : $"SELECT {MessageColumns} FROM {MessagesOfARoom} WHERE m.room = $3")
        + (ofClient ? " AND m.client = $4" : string.Empty) + Page;

    public static Task<List<EntryRow>> PageAsync(
        RelationalSession session, string? client, InboxRoom room, EntryRow? after, CancellationToken cancellationToken)
    {
        object[] values = [after?.ReceivedAt ?? long.MinValue, after?.Id ?? long.MinValue, room];
        return session.QueryAsync(
            PageSql(room, client is not null), EntryRow.Read, cancellationToken, client is null ? values : [.. values, client]);
    }

    public static async Task<List<EntryRow>> AdoptableAsync(
        RelationalSession session, string client, RequestId? requestId, CancellationToken cancellationToken)
    {
        if (requestId is not { } id)
        {
            return await session.QueryAsync(AdoptableSql, EntryRow.Read, cancellationToken, client).ConfigureAwait(false);
        }

        var named = await session.QueryAsync(
            AdoptableOfInquirySql, EntryRow.Read, cancellationToken, client, id.Value).ConfigureAwait(false);
        var fitting = await session.QueryAsync(
            FittingInquirySql, EntryRow.Read, cancellationToken, client, id.Value).ConfigureAwait(false);
        return [.. named.Concat(fitting).OrderBy(row => row.ReceivedAt).ThenBy(row => row.Id)];
    }

    public static async Task<InboxEntry?> FindAsync(RelationalSession session, ReceiptId receipt, CancellationToken cancellationToken)
    {
        var row = await session.FirstAsync(MessageSql, EntryRow.Read, cancellationToken, receipt).ConfigureAwait(false)
            ?? await session.FirstAsync(OneUnreadableSql, EntryRow.Read, cancellationToken, receipt).ConfigureAwait(false);
        return row?.Entry;
    }
}
