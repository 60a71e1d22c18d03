using Uhit.Client.Relational;
using Uhit.Client.Sqlite.Connections;
using Uhit.Client.Store;

namespace Uhit.Client.Sqlite.Stores;

/// <summary>The rows of what handlers have done with events.</summary>
internal static class HandlerRows
{
    private const string OfEventSql = $"SELECT {HandlerProgressRow.Columns} FROM uhit_event_handler WHERE sequence = $1";

    private const string CompleteSql = """
        INSERT INTO uhit_event_handler (sequence, handler, is_complete) VALUES ($1, $2, 1)
        ON CONFLICT (sequence, handler) DO UPDATE SET is_complete = 1, not_before = NULL, died_at = NULL
        """;

    // What is complete stays so: a commit whose answer got lost is not undone.
    private const string FailSql = """
        INSERT INTO uhit_event_handler (sequence, handler, failures, not_before, error_type, died_at) VALUES ($1, $2, 1, $3, $4, $5)
        ON CONFLICT (sequence, handler) DO UPDATE
        SET failures = failures + 1, not_before = excluded.not_before, error_type = excluded.error_type, died_at = excluded.died_at
        WHERE is_complete = 0
        """;

    // As soon as one of its handlers may be tried, the event may.
    private const string NextTrySql = """
        UPDATE uhit_event SET open_claims = 0, not_before = COALESCE(
          (SELECT MIN(COALESCE(not_before, 0)) FROM uhit_event_handler WHERE sequence = $1 AND is_complete = 0 AND died_at IS NULL), 0)
        WHERE sequence = $1
        """;

    public static Dictionary<string, HandlerProgress> Of(SqliteSession session, long sequence) =>
        session.Query(OfEventSql, HandlerProgressRow.Read, sequence).ToDictionary(
            row => row.Handler, row => row.Progress, StringComparer.Ordinal);

    public static bool IsComplete(SqliteSession session, long sequence, string handler) =>
        session.Number("SELECT is_complete FROM uhit_event_handler WHERE sequence = $1 AND handler = $2", sequence, handler) is 1;

    public static void Complete(SqliteSession session, long sequence, string handler)
    {
        session.Execute(CompleteSql, sequence, handler);
        SetNextTry(session, sequence);
    }

    public static void Fail(SqliteSession session, long sequence, string handler, HandlerFailure failure)
    {
        session.Execute(FailSql, sequence, handler, failure.NotBefore, failure.ErrorType, failure.NotBefore is null ? failure.At : null);
        SetNextTry(session, sequence);
    }

    /// <summary>Notes when the event may be tried, and that its last claim had an end.</summary>
    public static void SetNextTry(SqliteSession session, long sequence) => session.Execute(NextTrySql, sequence);
}
