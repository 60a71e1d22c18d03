using Uhit.Client.Inquiries;
using Uhit.Client.PostgreSql.Connections;
using Uhit.Client.Store;

namespace Uhit.Client.PostgreSql.Stores;

/// <summary>Waiting events in PostgreSQL.</summary>
internal sealed class PostgreSqlDispatch(PostgreSqlCore core) : IDispatchStore
{
    public const string HeldEventSql = $"""
        SELECT e.sequence FROM uhit.event e WHERE e.sequence = $4 AND e.stream_id = (SELECT id FROM ({HeldSql}) held)
        """;

    public const string RenewSql = $"UPDATE uhit.lease SET lease_until = $4 WHERE stream_id = (SELECT id FROM ({HeldSql}) held)";

    public const string ReleaseSql = $"UPDATE uhit.lease SET lease_until = 0, owner = NULL WHERE stream_id = (SELECT id FROM ({HeldSql}) held)";

    public const string FinishSql = $"UPDATE uhit.event SET state = 1 WHERE sequence = $4 AND stream_id = (SELECT id FROM ({HeldSql}) held)";

    // A released claim holds no more, even while nobody has claimed after it. The lock keeps a claim that comes later away until this transaction ends.
    private const string HeldSql = """
        SELECT l.stream_id AS id FROM uhit.stream s JOIN uhit.lease l ON l.stream_id = s.id
        WHERE s.client = $1 AND s.request_id = $2 AND l.token = $3 AND l.lease_until > 0 FOR NO KEY UPDATE OF l
        """;

    private const string CompleteSql = """
        INSERT INTO uhit.event_handler (sequence, handler, is_complete) VALUES ($1, $2, true)
        ON CONFLICT (sequence, handler) DO UPDATE SET is_complete = true, not_before = NULL
        """;

    private const string FailSql = """
        INSERT INTO uhit.event_handler AS h (sequence, handler, failures, not_before, error_type) VALUES ($1, $2, 1, $3, $4)
        ON CONFLICT (sequence, handler) DO UPDATE
        SET failures = h.failures + 1, not_before = excluded.not_before, error_type = excluded.error_type WHERE NOT h.is_complete
        """;

    // As soon as one of its handlers may be tried, the event may.
    private const string NextTrySql = """
        UPDATE uhit.event SET not_before =
          coalesce((SELECT min(h.not_before) FROM uhit.event_handler h WHERE h.sequence = $1 AND NOT h.is_complete), 0)
        WHERE sequence = $1
        """;

    public async Task<DispatchClaim?> ClaimAsync(DispatchClaimRequest request, CancellationToken cancellationToken = default)
    {
        var tried = new HashSet<long>();
        while (true)
        {
            // Most of the time nothing waits: looking takes no lock and writes nothing.
            var streams = await core.RunAsync(
                (session, token) => ClaimQueries.FindAsync(session, request, tried, token), cancellationToken).ConfigureAwait(false);
            if (streams.Count == 0)
            {
                return null;
            }

            // Those of a transaction that was rolled back are found again; the rest another holds.
            if (await TakeAsync(request, streams, cancellationToken).ConfigureAwait(false) is { } claim)
            {
                return claim;
            }

            tried.UnionWith(streams);
        }
    }

    public Task<bool> CompleteHandlerAsync(DispatchClaim claim, long sequence, string handler, CancellationToken cancellationToken = default) =>
        UnderClaimAsync(
            claim, sequence, batch => batch.Add(CompleteSql, sequence, handler).Add(NextTrySql, sequence), cancellationToken);

    public Task<bool> FailHandlerAsync(
        DispatchClaim claim, long sequence, string handler, string errorType, DateTimeOffset notBefore, CancellationToken cancellationToken = default) =>
        UnderClaimAsync(
            claim, sequence, batch => batch.Add(FailSql, sequence, handler, notBefore, errorType).Add(NextTrySql, sequence), cancellationToken);

    public async Task<bool> FinishAsync(DispatchClaim claim, long sequence, CancellationToken cancellationToken = default) => await core.RunAsync(
        (session, token) => session.ExecuteAsync(FinishSql, token, claim.Client, claim.RequestId.Value, claim.Token, sequence), cancellationToken).ConfigureAwait(false) > 0;

    public async Task<bool> RenewAsync(DispatchClaim claim, DateTimeOffset until, CancellationToken cancellationToken = default) => await core.RunAsync(
        (session, token) => session.ExecuteAsync(RenewSql, token, claim.Client, claim.RequestId.Value, claim.Token, until), cancellationToken).ConfigureAwait(false) > 0;

    public Task ReleaseAsync(DispatchClaim claim, CancellationToken cancellationToken = default) => core.RunAsync(
        (session, token) => session.ExecuteAsync(ReleaseSql, token, claim.Client, claim.RequestId.Value, claim.Token), cancellationToken);

    public Task AppendAsync(
        string client, UhitEnvironment environment, RequestId requestId, NewStoredEvent newEvent, CancellationToken cancellationToken = default) =>
        core.TransactAsync(
            (session, token) => WriteAsync(session, batch => EventRows.Append(batch, client, environment, requestId, [newEvent]), token), cancellationToken);

    private async Task<DispatchClaim?> TakeAsync(DispatchClaimRequest request, List<long> streams, CancellationToken cancellationToken)
    {
        // Where another has finished or failed a stream's events since they were found, the next is taken.
        var left = streams;
        while (left.Count > 0)
        {
            var from = left;
            var (stream, claim) = await core.TransactAsync(
                (session, token) => ClaimQueries.TakeAsync(session, request, from, token), cancellationToken).ConfigureAwait(false);
            if (claim is not null || stream is null)
            {
                return claim;
            }

            left = [.. left.Where(id => id != stream)];
        }

        return null;
    }

    private Task<bool> UnderClaimAsync(DispatchClaim claim, long sequence, Action<PgBatch> write, CancellationToken cancellationToken) => core.TransactAsync(
        async (session, token) =>
        {
            var held = await session.QueryAsync(
                HeldEventSql, reader => reader.GetInt64(0), token, claim.Client, claim.RequestId.Value, claim.Token, sequence).ConfigureAwait(false);
            return held.Count > 0 && await WriteAsync(session, write, token).ConfigureAwait(false);
        },
        cancellationToken);

    private static async Task<bool> WriteAsync(PgSession session, Action<PgBatch> write, CancellationToken cancellationToken)
    {
        var batch = session.Batch();
        await using (batch.ConfigureAwait(false))
        {
            write(batch);
            await batch.ExecuteAsync(cancellationToken).ConfigureAwait(false);
        }

        return true;
    }
}
