using System.Globalization;

namespace Uhit.Client.Sqlite.Stores;

/// <summary>What a purge looks for.</summary>
internal static class RetentionQueries
{
    public const string MessagesByAgeSql = $"""
        SELECT {EntryRows.MessageColumns}
        FROM uhit_message m INDEXED BY uhit_message_content CROSS JOIN uhit_receipt r ON r.id = m.id
        WHERE m.client = $1 AND m.has_content = 1 AND m.received_at < $2 AND (m.received_at, m.id) > ($3, $4)
        ORDER BY m.received_at, m.id LIMIT $5
        """;

    public const string MessagesOfInquirySql = $"""
        SELECT {EntryRows.MessageColumns}
        FROM uhit_message m INDEXED BY uhit_message_request CROSS JOIN uhit_receipt r ON r.id = m.id
        WHERE m.client = $1 AND m.request_id = $2 AND m.has_content = 1
        ORDER BY m.received_at, m.id
        """;

    public const string MessagesOfEsiIdSql = $"""
        SELECT {EntryRows.MessageColumns}
        FROM uhit_message m JOIN uhit_receipt r ON r.id = m.id
        WHERE m.client = $1 AND m.has_content = 1 AND m.id IN (
          SELECT receipt_id FROM uhit_usage WHERE esi_id = $2
          UNION SELECT message_id FROM uhit_message_key WHERE esi_id = $2
          UNION SELECT n.id FROM uhit_inquiry_esi e JOIN uhit_inquiry i ON i.id = e.inquiry_id JOIN uhit_message n ON n.client = i.client AND n.request_id = i.request_id
          WHERE e.esi_id = $2 AND n.usage_count = 0)
        ORDER BY m.received_at, m.id
        """;

    public const string InquiriesByAgeSql = """
        SELECT i.request_id, i.created_at, i.id FROM uhit_inquiry i INDEXED BY uhit_inquiry_details
        WHERE i.client = $1 AND i.is_finished = 1 AND i.details_purged = 0 AND i.created_at < $2 AND (i.created_at, i.id) > ($3, $4)
          AND NOT EXISTS (SELECT 1 FROM uhit_message m WHERE m.client = i.client AND m.request_id = i.request_id AND m.has_content = 1)
        ORDER BY i.created_at, i.id LIMIT $5
        """;

    public const string InquiriesOfEsiIdSql = """
        SELECT i.request_id, i.created_at, i.id FROM uhit_inquiry_esi e JOIN uhit_inquiry i ON i.id = e.inquiry_id WHERE e.esi_id = $2 AND i.client = $1 ORDER BY i.created_at, i.id
        """;

    public const string InquirySql = "SELECT request_id, created_at, id FROM uhit_inquiry WHERE client = $1 AND request_id = $2";

    public const string MessageSql = """
        SELECT m.id, m.client, m.request_id, m.room, r.chunk_count, r.usage_count, s.id
        FROM uhit_receipt r JOIN uhit_message m ON m.id = r.id LEFT JOIN uhit_stream s ON s.client = m.client AND s.request_id = m.request_id
        WHERE r.receipt = $1 AND m.has_content = 1
        """;

    public const string EmptySql = """
        SELECT id FROM uhit_message INDEXED BY uhit_message_empty WHERE client = $1 AND has_content = 0 AND received_at < $2 ORDER BY received_at, id LIMIT $3
        """;

    public const string StreamSql = "SELECT id FROM uhit_stream WHERE client = $1 AND request_id = $2";

    public const string EventsSql =
        "SELECT sequence, content, key_id FROM uhit_event WHERE stream_id = $1 AND ($2 IS NULL OR receipt = $2)";

    // $2: of the message under this receipt alone; $3: of messages that may hold this ESI ID alone.
    private const string Meant = """
        e.stream_id = $1 AND ($2 IS NULL OR e.receipt = $2) AND ($3 IS NULL OR EXISTS (
          SELECT 1 FROM uhit_receipt r WHERE r.receipt = e.receipt
            AND (r.usage_count = 0 OR EXISTS (SELECT 1 FROM uhit_usage u WHERE u.receipt_id = r.id AND u.esi_id = $3))))
        """;

    public const string FinishSql = $"UPDATE uhit_event AS e SET state = 1 WHERE state = 0 AND {Meant}";

    public const string DeadLettersSql =
        "SELECT COUNT(*) FROM uhit_event e CROSS JOIN uhit_event_handler h ON h.sequence = e.sequence WHERE h.died_at IS NOT NULL "
            + $"AND {Meant}";

    public const string SettleSql = $"""
        UPDATE uhit_event_handler SET is_complete = 1, not_before = NULL, died_at = NULL
        WHERE died_at IS NOT NULL AND sequence IN (SELECT e.sequence FROM uhit_event e WHERE {Meant})
        """;

    public static string WaitingSql(IEnumerable<StoredEventKind> kinds)
    {
        var list = string.Join(", ", kinds.Order().Select(kind => ((int)kind).ToString(CultureInfo.InvariantCulture)));
        return $"SELECT COUNT(*) FROM uhit_event e WHERE e.state = 0 AND e.kind IN ({list}) AND {Meant}";
    }
}
