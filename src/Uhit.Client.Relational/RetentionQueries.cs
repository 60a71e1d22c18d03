using System.Globalization;

namespace Uhit.Client.Relational;

/// <summary>What a purge looks for.</summary>
internal static class RetentionQueries
{
    public const string MessagesByAgeSql = $"""
        SELECT {EntryRows.MessageColumns}
        FROM uhit.message m /*sqlite INDEXED BY uhit_message_content CROSS*/ JOIN uhit.receipt r ON r.id = m.id
        WHERE m.client = $1 AND m.has_content = true AND m.received_at < $2 AND (m.received_at, m.id) > ($3, $4)
        ORDER BY m.received_at, m.id LIMIT 128
        """;

    public const string MessagesOfInquirySql = $"""
        SELECT {EntryRows.MessageColumns}
        FROM uhit.message m /*sqlite INDEXED BY uhit_message_request CROSS*/ JOIN uhit.receipt r ON r.id = m.id
        WHERE m.client = $1 AND m.request_id = $2 AND m.has_content = true
        ORDER BY m.received_at, m.id
        """;

    // Messages without usage may name it too, where their inquiry asks for it.
    public const string MessagesOfEsiIdSql = $"""
        SELECT {EntryRows.MessageColumns}
        FROM /*postgresql (SELECT id FROM ({OfEsiId}) AS listed) AS meant JOIN*/ uhit.message m
          /*postgresql ON m.id = meant.id*/ JOIN uhit.receipt r ON r.id = m.id
        WHERE m.client = $1 AND m.has_content = true /*sqlite AND m.id IN ({OfEsiId})*/
        ORDER BY m.received_at, m.id
        """;

    public const string InquiriesByAgeSql = """
        SELECT i.request_id, i.created_at, i.id FROM uhit.inquiry i /*sqlite INDEXED BY uhit_inquiry_details*/
        WHERE i.client = $1 AND i.is_finished = true AND i.details_purged = false AND i.created_at < $2 AND (i.created_at, i.id) > ($3, $4)
          AND (SELECT true FROM uhit.message m WHERE m.client = i.client AND m.request_id = i.request_id AND m.has_content = true LIMIT 1) IS NULL
        ORDER BY i.created_at, i.id LIMIT 128
        """;

    public const string InquiriesOfEsiIdSql = """
        SELECT i.request_id, i.created_at, i.id FROM uhit.inquiry_esi e JOIN uhit.inquiry i ON i.id = e.inquiry_id
        WHERE e.esi_id = $2 AND i.client = $1 ORDER BY i.created_at, i.id
        """;

    public const string InquirySql = "SELECT request_id, created_at, id FROM uhit.inquiry WHERE client = $1 AND request_id = $2";

    public const string MessageSql = $"""
        SELECT m.id, m.client, m.request_id, m.room, {Sql.Chunks}, {Sql.UsageLeft}
        FROM uhit.receipt r JOIN uhit.message m ON m.id = r.id
        WHERE r.receipt = $1 AND m.has_content = true
        """;

    public const string HoldMessageSql = MessageSql + " /*postgresql FOR UPDATE OF m*/";

    public const string EmptySql = """
        SELECT id FROM uhit.message /*sqlite INDEXED BY uhit_message_empty*/
        WHERE client = $1 AND has_content = false AND received_at < $2
        ORDER BY received_at, id LIMIT $3 /*postgresql FOR UPDATE SKIP LOCKED*/
        """;

    public const string StreamSql = "SELECT id FROM uhit.stream WHERE client = $1 AND request_id = $2";

    /// <summary>Holds the stream: no event is appended until the transaction ends.</summary>
    public const string HoldStreamSql = $"{StreamSql} {Sql.Hold}";

    public const string EventsSql =
        "SELECT sequence, content, key_id FROM uhit.event WHERE stream_id = $1 AND ($2 IS NULL OR receipt = $2)";

    /// <summary>Holds events: nothing is noted of them and none is replayed until the transaction ends.</summary>
    public const string HoldEventsSql = $"SELECT e.sequence FROM uhit.event e WHERE {Meant} ORDER BY e.sequence {Sql.Hold}";

    public const string FinishSql = $"UPDATE uhit.event AS e SET state = 1 WHERE e.state = 0 AND {Meant}";

    public const string DeadLettersSql = $"""
        SELECT count(*) FROM uhit.event e /*sqlite CROSS*/ JOIN uhit.event_handler h ON h.sequence = e.sequence
        WHERE h.died_at IS NOT NULL AND {Meant}
        """;

    public const string SettleSql = $"""
        UPDATE uhit.event_handler AS h SET is_complete = true, not_before = NULL, died_at = NULL
        FROM uhit.event e WHERE h.sequence = e.sequence AND h.died_at IS NOT NULL AND {Meant}
        """;

    private const string OfEsiId = """
        SELECT u.receipt_id AS id FROM uhit.usage_line u WHERE u.esi_id = $2
        UNION SELECT k.message_id FROM uhit.message_key k WHERE k.esi_id = $2
        UNION SELECT n.id FROM uhit.inquiry_esi e JOIN uhit.inquiry i ON i.id = e.inquiry_id
          JOIN uhit.message n ON n.client = i.client AND n.request_id = i.request_id
        WHERE e.esi_id = $2 AND n.usage_count = 0
        """;

    // $2: of the message under this receipt alone; $3: of messages that may hold this ESI ID alone.
    private const string Meant = $"""
        e.stream_id = $1 AND ($2 IS NULL OR e.receipt = $2) AND ($3 IS NULL OR EXISTS (
          SELECT 1 FROM uhit.receipt r /*postgresql LEFT JOIN uhit.message m ON m.id = r.id*/ WHERE r.receipt = e.receipt
            AND (coalesce({Sql.UsageLeft}, 0) = 0 OR EXISTS (SELECT 1 FROM uhit.usage_line u WHERE u.receipt_id = r.id AND u.esi_id = $3))))
        """;

    /// <summary>Counts those that wait. A list of constants, for an index of SQLite.</summary>
    public static string WaitingSql(IEnumerable<StoredEventKind> kinds) =>
        $"SELECT count(*) FROM uhit.event e WHERE e.state = 0 AND e.kind IN ({List(kinds)}) AND {Meant}";

    public static string List(IEnumerable<StoredEventKind> kinds) =>
        string.Join(", ", kinds.Order().Select(kind => ((int)kind).ToString(CultureInfo.InvariantCulture)).DefaultIfEmpty("NULL"));
}
