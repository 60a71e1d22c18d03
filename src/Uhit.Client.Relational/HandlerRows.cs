using System.Data.Common;
using Uhit.Client.Store;

namespace Uhit.Client.Relational;

/// <summary>The rows of what handlers have done with events.</summary>
internal static class HandlerRows
{
    public const string OfEventsSql = $"""
        SELECT {Columns} FROM uhit.event_handler
        WHERE sequence /*sqlite IN (SELECT value FROM json_each($1))*//*postgresql = ANY($1)*/
        """;

    public const string IsCompleteSql = "SELECT is_complete FROM uhit.event_handler WHERE sequence = $1 AND handler = $2";

    private const string Columns = "sequence, handler, failures, is_complete, not_before, died_at IS NOT NULL, replays";

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

    public static async Task<ILookup<long, (long Sequence, string Handler, HandlerProgress Progress)>> OfAsync(
        RelationalSession session, long[] sequences, CancellationToken cancellationToken)
    {
        var rows = await session.QueryAsync(OfEventsSql, Read, cancellationToken, sequences).ConfigureAwait(false);
        return rows.ToLookup(row => row.Sequence);
    }

    public static Task<bool> IsCompleteAsync(
        RelationalSession session, long sequence, string handler, CancellationToken cancellationToken) =>
        session.FirstAsync(IsCompleteSql, reader => reader.GetBoolean(0), cancellationToken, sequence, handler);

    /// <summary>Begins the transaction of a handler: notes that it is complete, which is stored with what the handler writes.</summary>
    /// <returns>The answer, where the handler is not to be called: false where the claim does not hold, true where the handler is complete
    /// already.</returns>
    public static async Task<bool?> BeginAsync(
        RelationalSession session, DispatchClaim claim, long sequence, string handler, CancellationToken cancellationToken)
    {
        if (!await HeldClaim.HasAsync(session, claim, sequence, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        if (await IsCompleteAsync(session, sequence, handler, cancellationToken).ConfigureAwait(false))
        {
            return true;
        }

        await session.RunAsync(Complete(sequence, handler), cancellationToken).ConfigureAwait(false);
        return null;
    }

    public static IReadOnlyCollection<Statement> Complete(long sequence, string handler) =>
        [new Statement(CompleteSql, sequence, handler), NextTry(sequence)];

    public static IReadOnlyCollection<Statement> Fail(
        long sequence, string handler, string errorType, DateTimeOffset at, DateTimeOffset? notBefore) =>
    [
        new Statement(
            FailSql, sequence, handler, Sql.OrNull(notBefore), errorType, Sql.OrNull(notBefore is null ? at : null)),
        NextTry(sequence),
    ];

    /// <summary>Notes when the event may be tried, and that its last claim had an end.</summary>
    public static Statement NextTry(long sequence) => new(NextTrySql, sequence);

    private static (long Sequence, string Handler, HandlerProgress Progress) Read(DbDataReader reader) => (
        reader.GetInt64(0),
        reader.GetString(1),
        new HandlerProgress(reader.GetInt32(2), reader.GetBoolean(3), reader.GetInstantOrNull(4))
        {
            IsDead = reader.GetBoolean(5),
            Replays = reader.GetInt32(6),
        });
}
