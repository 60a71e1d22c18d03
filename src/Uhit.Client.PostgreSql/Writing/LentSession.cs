using Uhit.Client.PostgreSql.Connections;

namespace Uhit.Client.PostgreSql.Writing;

/// <summary>A session whose transaction a handler has: what tells it from every other session of the server,
/// and whether the transaction is still ours.</summary>
internal sealed record LentSession(PgSession Session, int ProcessId, string BegunAt, string TransactionId)
{
    // A pooler between us tells another number of process than the server. The time it began guards against a number that was given again.
    private const string WhoSql = """
        SELECT pid, extract(epoch FROM backend_start)::text, pg_current_xact_id()::text FROM pg_stat_activity WHERE pid = pg_backend_pid()
        """;

    private const string TransactionSql = "SELECT coalesce(pg_current_xact_id_if_assigned()::text, '')";

    // Waits until it is gone, and its locks with it.
    private const string EndSql = """
        SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE pid = $1 AND extract(epoch FROM backend_start)::text = $2
        """;

    public static async Task<LentSession> OfAsync(PgSession session, CancellationToken cancellationToken) => (await session.FirstAsync(
        WhoSql, reader => new LentSession(session, reader.GetInt32(0), reader.GetString(1), reader.GetString(2)),
        cancellationToken).ConfigureAwait(false))!;

    /// <summary>Whether the handler has left the transaction to us.</summary>
    public async Task<bool> IsOursAsync(CancellationToken cancellationToken)
    {
        try
        {
            return Session.IsOpen
                && await Session.FirstAsync(
                    TransactionSql, reader => reader.GetString(0), cancellationToken).ConfigureAwait(false) == TransactionId;
        }
        catch (InvalidOperationException)
        {
            // Npgsql runs nothing under a transaction that was committed or rolled back through it.
            return false;
        }
    }

    /// <summary>Has the server end the session: nothing that is done on it later is ever committed.</summary>
    /// <returns>Whether it is gone.</returns>
    public async Task<bool> EndAsync(PgSession other, CancellationToken cancellationToken) =>
        (await other.QueryAsync(EndSql, reader => reader.GetBoolean(0), cancellationToken, ProcessId, BegunAt).ConfigureAwait(false))
            .TrueForAll(isGone => isGone);
}
