using Uhit.Client.Inquiries;
using Uhit.Client.Sqlite.Connections;
using Uhit.Client.Store;

namespace Uhit.Client.Sqlite.Stores;

/// <summary>Waiting events in SQLite.</summary>
internal sealed class SqliteDispatch(SqliteCore core) : IDispatchStore
{
    private const string CompleteSql = """
        INSERT INTO uhit_event_handler (sequence, handler, is_complete) VALUES ($1, $2, 1)
        ON CONFLICT (sequence, handler) DO UPDATE SET is_complete = 1, not_before = NULL
        """;

    private const string FailSql = """
        INSERT INTO uhit_event_handler (sequence, handler, failures, not_before, error_type) VALUES ($1, $2, 1, $3, $4)
        ON CONFLICT (sequence, handler) DO UPDATE
        SET failures = failures + 1, is_complete = 0, not_before = excluded.not_before, error_type = excluded.error_type
        """;

    // As soon as one of its handlers may be tried, the event may.
    private const string NextTrySql = """
        UPDATE uhit_event SET not_before =
          COALESCE((SELECT MIN(not_before) FROM uhit_event_handler WHERE sequence = $1 AND is_complete = 0), 0)
        WHERE sequence = $1
        """;

    // A released claim holds no more, even while nobody has claimed after it.
    private const string HeldSql = "SELECT id FROM uhit_stream WHERE client = $1 AND request_id = $2 AND token = $3 AND lease_until > 0";

    public async Task<DispatchClaim?> ClaimAsync(DispatchClaimRequest request, CancellationToken cancellationToken = default)
    {
        // Most of the time nothing waits: looking takes no lock and no fsync.
        var waits = await core.ReadAsync(session => ClaimQueries.Find(session, request) is not null, cancellationToken).ConfigureAwait(false);
        return waits ? await core.WriteAsync(session => ClaimQueries.Claim(session, request), cancellationToken).ConfigureAwait(false) : null;
    }

    public Task<bool> CompleteHandlerAsync(DispatchClaim claim, long sequence, string handler, CancellationToken cancellationToken = default) =>
        UnderClaimAsync(
            claim,
            sequence,
            session =>
            {
                session.Execute(CompleteSql, sequence, handler);
                session.Execute(NextTrySql, sequence);
            },
            cancellationToken);

    public Task<bool> FailHandlerAsync(
        DispatchClaim claim, long sequence, string handler, string errorType, DateTimeOffset notBefore, CancellationToken cancellationToken = default) =>
        UnderClaimAsync(
            claim,
            sequence,
            session =>
            {
                session.Execute(FailSql, sequence, handler, notBefore, errorType);
                session.Execute(NextTrySql, sequence);
            },
            cancellationToken);

    public Task<bool> FinishAsync(DispatchClaim claim, long sequence, CancellationToken cancellationToken = default) =>
        UnderClaimAsync(claim, sequence, session => session.Execute("UPDATE uhit_event SET state = 1 WHERE sequence = $1", sequence), cancellationToken);

    public Task<bool> RenewAsync(DispatchClaim claim, DateTimeOffset until, CancellationToken cancellationToken = default) => core.WriteAsync(
        session =>
        {
            if (Held(session, claim) is not { } stream)
            {
                return false;
            }

            session.Execute("UPDATE uhit_stream SET lease_until = $2 WHERE id = $1", stream, until);
            return true;
        },
        cancellationToken);

    public Task ReleaseAsync(DispatchClaim claim, CancellationToken cancellationToken = default) => core.WriteAsync(
        session =>
        {
            if (Held(session, claim) is { } stream)
            {
                session.Execute("UPDATE uhit_stream SET lease_until = 0, owner = NULL WHERE id = $1", stream);
            }
        },
        cancellationToken);

    public Task AppendAsync(
        string client, UhitEnvironment environment, RequestId requestId, NewStoredEvent newEvent, CancellationToken cancellationToken = default) =>
        core.WriteAsync(session => EventRows.Append(session, client, environment, requestId, newEvent), cancellationToken);

    private Task<bool> UnderClaimAsync(DispatchClaim claim, long sequence, Action<SqliteSession> write, CancellationToken cancellationToken) => core.WriteAsync(
        session =>
        {
            if (Held(session, claim) is not { } stream
                || session.Number("SELECT sequence FROM uhit_event WHERE sequence = $1 AND stream_id = $2", sequence, stream) is null)
            {
                return false;
            }

            write(session);
            return true;
        },
        cancellationToken);

    private static long? Held(SqliteSession session, DispatchClaim claim) =>
        session.Number(HeldSql, claim.Client, claim.RequestId.Value, claim.Token);
}
