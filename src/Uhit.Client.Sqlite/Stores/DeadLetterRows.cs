using Uhit.Client.Relational;
using Uhit.Client.Sqlite.Connections;
using Uhit.Client.Store;

namespace Uhit.Client.Sqlite.Stores;

/// <summary>The rows of handlers that were given up.</summary>
internal static class DeadLetterRows
{
    public const int PageSize = 64;

    public const string ListSql = $"""
        SELECT {DeadLetterRow.Columns}
        FROM uhit_event_handler h INDEXED BY uhit_event_handler_dead
        CROSS JOIN uhit_event e ON e.sequence = h.sequence CROSS JOIN uhit_stream s ON s.id = e.stream_id
        WHERE h.died_at IS NOT NULL AND (h.sequence, h.handler) > ($2, $3) AND ($1 IS NULL OR e.client = $1)
        ORDER BY h.sequence, h.handler
        LIMIT 64
        """;

    private const string ReplaySql = """
        UPDATE uhit_event_handler SET failures = 0, not_before = NULL, died_at = NULL, replays = replays + 1
        WHERE sequence = $2 AND handler = $3 AND died_at IS NOT NULL AND EXISTS (SELECT 1 FROM uhit_event e WHERE e.sequence = $2 AND e.client = $1)
        """;

    private const string DiscardSql = """
        UPDATE uhit_event_handler SET is_complete = 1, not_before = NULL, died_at = NULL
        WHERE sequence = $2 AND handler = $3 AND died_at IS NOT NULL AND EXISTS (SELECT 1 FROM uhit_event e WHERE e.sequence = $2 AND e.client = $1)
        """;

    private const string AwakenSql = "UPDATE uhit_event SET state = 0, is_replayed = 1 WHERE sequence = $1";

    public static List<DeadLetter> Page(SqliteSession session, string? client, DeadLetter? after) =>
        session.Query(ListSql, DeadLetterRow.Read, client, after?.Sequence ?? 0, after?.Handler ?? string.Empty);

    public static bool Replay(SqliteSession session, string client, long sequence, string handler)
    {
        if (session.Execute(ReplaySql, client, sequence, handler) == 0)
        {
            return false;
        }

        session.Execute(AwakenSql, sequence);
        HandlerRows.SetNextTry(session, sequence);
        return true;
    }

    public static bool Discard(SqliteSession session, string client, long sequence, string handler) =>
        session.Execute(DiscardSql, client, sequence, handler) > 0;
}
