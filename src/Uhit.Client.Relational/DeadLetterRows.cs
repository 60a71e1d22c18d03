using System.Data.Common;
using Uhit.Client.Store;

namespace Uhit.Client.Relational;

/// <summary>The rows of handlers that were given up.</summary>
internal static class DeadLetterRows
{
    public const int PageSize = 64;

    public const string ListSql = $"""
        SELECT {Columns}
        FROM uhit.event_handler h /*sqlite INDEXED BY uhit_event_handler_dead CROSS*/ JOIN uhit.event e ON e.sequence = h.sequence
          /*sqlite CROSS*/ JOIN uhit.stream s ON s.id = e.stream_id
        WHERE h.died_at IS NOT NULL AND (h.sequence, h.handler) > ($2, $3) AND ($1 IS NULL OR e.client = $1)
        ORDER BY h.sequence, h.handler
        LIMIT 64
        """;

    // Of a handler h that was given up, with its event e and its stream s.
    private const string Columns = """
        h.sequence, e.client, e.environment, s.request_id, h.handler, e.kind, e.event_key, h.error_type, h.failures, h.replays, h.died_at, e.receipt
        """;

    // The event before its handlers, as all hold them: a purge finds it dead or waiting, never in between.
    private const string HoldSql = $"SELECT e.sequence FROM uhit.event e WHERE e.sequence = $2 AND e.client = $1 {Sql.Hold}";

    private const string ReplaySql = $"""
        UPDATE uhit.event_handler SET failures = 0, not_before = NULL, died_at = NULL, replays = replays + 1
        WHERE {IsDead}
        """;

    private const string DiscardSql = $"""
        UPDATE uhit.event_handler SET is_complete = true, not_before = NULL, died_at = NULL
        WHERE {IsDead}
        """;

    private const string IsDead = """
        sequence = $2 AND handler = $3 AND died_at IS NOT NULL AND EXISTS (SELECT 1 FROM uhit.event e WHERE e.sequence = $2 AND e.client = $1)
        """;

    private const string AwakenSql = "UPDATE uhit.event SET state = 0, is_replayed = true WHERE sequence = $1";

    public static Task<List<DeadLetter>> PageAsync(
        RelationalSession session, string? client, DeadLetter? after, CancellationToken cancellationToken) =>
        session.QueryAsync(
            ListSql, Read, cancellationToken, Sql.OrNull(client), after?.Sequence ?? 0L, after?.Handler ?? string.Empty);

    /// <returns>Whether it was dead.</returns>
    public static async Task<bool> ReplayAsync(
        RelationalSession session, string client, long sequence, string handler, CancellationToken cancellationToken)
    {
        await session.QueryAsync(HoldSql, static _ => true, cancellationToken, client, sequence).ConfigureAwait(false);
        if (await session.ExecuteAsync(ReplaySql, cancellationToken, client, sequence, handler).ConfigureAwait(false) == 0)
        {
            return false;
        }

        session.NoteChange(default);
        await session.RunAsync(
            [new Statement(AwakenSql, sequence), HandlerRows.NextTry(sequence)], cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <returns>Whether it was dead.</returns>
    public static async Task<bool> DiscardAsync(
        RelationalSession session, string client, long sequence, string handler, CancellationToken cancellationToken) =>
        await session.ExecuteAsync(DiscardSql, cancellationToken, client, sequence, handler).ConfigureAwait(false) > 0;

    private static DeadLetter Read(DbDataReader reader) => new()
    {
        Sequence = reader.GetInt64(0),
        Client = reader.GetString(1),
        Environment = (UhitEnvironment)reader.GetInt32(2),
        RequestId = RequestId.FromStore(reader.GetString(3)),
        Handler = reader.GetString(4),
        Kind = (StoredEventKind)reader.GetInt32(5),
        EventKey = reader.GetString(6),
        ErrorType = reader.GetString(7),
        Failures = reader.GetInt32(8),
        Replays = reader.GetInt32(9),
        DiedAt = reader.GetInstant(10),
        Receipt = reader.GetReceiptOrNull(11),
    };
}
