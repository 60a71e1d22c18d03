using Uhit.Client.PostgreSql.Connections;
using Uhit.Client.Relational;
using Uhit.Client.Store;

namespace Uhit.Client.PostgreSql.Stores;

/// <summary>The rows of what handlers have done with events.</summary>
internal static class HandlerRows
{
    public const string OfEventsSql = $"SELECT {HandlerProgressRow.Columns} FROM uhit.event_handler WHERE sequence = ANY($1)";

    public const string IsCompleteSql = "SELECT is_complete FROM uhit.event_handler WHERE sequence = $1 AND handler = $2";

    private const string CompleteSql = """
        INSERT INTO uhit.event_handler (sequence, handler, is_complete) VALUES ($1, $2, true)
        ON CONFLICT (sequence, handler) DO UPDATE SET is_complete = true, not_before = NULL, died_at = NULL
        """;

    // What is complete stays so: a commit whose answer got lost is not undone.
    private const string FailSql = """
        INSERT INTO uhit.event_handler AS h (sequence, handler, failures, not_before, error_type, died_at) VALUES ($1, $2, 1, $3, $4, $5)
        ON CONFLICT (sequence, handler) DO UPDATE
        SET failures = h.failures + 1, not_before = excluded.not_before, error_type = excluded.error_type, died_at = excluded.died_at
        WHERE NOT h.is_complete
        """;

    // As soon as one of its handlers may be tried, the event may.
    private const string NextTrySql = """
        UPDATE uhit.event SET open_claims = 0, not_before = coalesce(
          (SELECT min(coalesce(h.not_before, 0)) FROM uhit.event_handler h WHERE h.sequence = $1 AND NOT h.is_complete AND h.died_at IS NULL), 0)
        WHERE sequence = $1
        """;

    public static async Task<ILookup<long, HandlerProgressRow>> OfAsync(
        PgSession session, long[] sequences, CancellationToken cancellationToken)
    {
        var rows = await session.QueryAsync(OfEventsSql, HandlerProgressRow.Read, cancellationToken, sequences).ConfigureAwait(false);
        return rows.ToLookup(row => row.Sequence);
    }

    public static Task<bool> IsCompleteAsync(PgSession session, long sequence, string handler, CancellationToken cancellationToken) =>
        session.FirstAsync(IsCompleteSql, reader => reader.GetBoolean(0), cancellationToken, sequence, handler);

    public static PgBatch Complete(PgBatch batch, long sequence, string handler) =>
        SetNextTry(batch.Add(CompleteSql, sequence, handler), sequence);

    public static PgBatch Fail(PgBatch batch, long sequence, string handler, HandlerFailure failure) => SetNextTry(
        batch.Add(
            FailSql, sequence, handler, PgValue.OrNull(failure.NotBefore), failure.ErrorType,
            PgValue.OrNull(failure.NotBefore is null ? failure.At : null)),
        sequence);

    /// <summary>Notes when the event may be tried, and that its last claim had an end.</summary>
    public static PgBatch SetNextTry(PgBatch batch, long sequence) => batch.Add(NextTrySql, sequence);
}
