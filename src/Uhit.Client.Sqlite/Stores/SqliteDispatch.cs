using System.Data.Common;
using Uhit.Client.Relational;
using Uhit.Client.Sqlite.Connections;
using Uhit.Client.Store;

namespace Uhit.Client.Sqlite.Stores;

/// <summary>Waiting events in SQLite.</summary>
internal sealed class SqliteDispatch(SqliteCore core) : IDispatchStore
{
    // A released claim holds no more, even while nobody has claimed after it.
    private const string HeldSql = "SELECT id FROM uhit_stream WHERE client = $1 AND request_id = $2 AND token = $3 AND lease_until > 0";

    // A purge may have finished it under the handler: what it would note now is of something that is gone.
    private const string WaitingSql = "SELECT sequence FROM uhit_event WHERE sequence = $1 AND stream_id = $2 AND state = 0";

    private const string FinishSql = "UPDATE uhit_event SET state = 1 WHERE sequence = $1 AND is_replayed = 0";

    public bool SupportsTransactions => true;

    public async Task<DispatchClaim?> ClaimAsync(DispatchClaimRequest request, CancellationToken cancellationToken = default)
    {
        // Most of the time nothing waits: looking takes no lock and no fsync.
        var waits = await core.Readers.ReadAsync(
            session => ClaimQueries.Find(session, request) is not null, cancellationToken).ConfigureAwait(false);
        if (!waits)
        {
            return null;
        }

        var (claim, failure) = await core.Writer.WriteAsync(
            session => ClaimQueries.Claim(session, request), cancellationToken).ConfigureAwait(false);
        return failure is null ? claim : throw failure;
    }

    public Task<bool> CompleteHandlerAsync(
        DispatchClaim claim, long sequence, string handler, CancellationToken cancellationToken = default) =>
        UnderClaimAsync(claim, sequence, session => HandlerRows.Complete(session, sequence, handler), cancellationToken);

    public Task<bool> CompleteHandlerInTransactionAsync(
        DispatchClaim claim,
        long sequence,
        string handler,
        Func<DbTransaction, CancellationToken, Task> effect,
        TimeSpan timeout,
        CancellationToken cancellationToken = default) => core.Lender.RunAsync(
        session =>
        {
            if (!IsUnderClaim(session, claim, sequence))
            {
                return false;
            }

            if (HandlerRows.IsComplete(session, sequence, handler))
            {
                return true;
            }

            HandlerRows.Complete(session, sequence, handler);
            return null;
        },
        effect,
        timeout,
        cancellationToken);

    public Task<bool> FailHandlerAsync(
        DispatchClaim claim, long sequence, string handler, HandlerFailure failure, CancellationToken cancellationToken = default) =>
        UnderClaimAsync(claim, sequence, session => HandlerRows.Fail(session, sequence, handler, failure), cancellationToken);

    public Task<bool> FinishAsync(DispatchClaim claim, long sequence, CancellationToken cancellationToken = default) =>
        UnderClaimAsync(claim, sequence, session => session.Execute(FinishSql, sequence), cancellationToken);

    public Task<bool> RenewAsync(DispatchClaim claim, DateTimeOffset until, CancellationToken cancellationToken = default) =>
        core.Writer.WriteAsync(
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

    public Task ReleaseAsync(DispatchClaim claim, long? notBegunFrom, CancellationToken cancellationToken = default) =>
        core.Writer.WriteAsync(
            session =>
            {
                if (Held(session, claim) is { } stream)
                {
                    ClaimQueries.Release(session, claim, stream, notBegunFrom);
                }
            },
            cancellationToken);

    public IAsyncEnumerable<DeadLetter> ListDeadLettersAsync(string? client, CancellationToken cancellationToken = default) =>
        Pages.ReadAsync<DeadLetter>(
            DeadLetterRows.PageSize, (last, token) => core.Readers.ReadAsync(session => DeadLetterRows.Page(session, client, last), token),
            cancellationToken);

    public Task<bool> ReplayDeadLetterAsync(string client, long sequence, string handler, CancellationToken cancellationToken = default) =>
        core.Writer.WriteAsync(session => DeadLetterRows.Replay(session, client, sequence, handler), cancellationToken);

    public Task<bool> DiscardDeadLetterAsync(string client, long sequence, string handler, CancellationToken cancellationToken = default) =>
        core.Writer.WriteAsync(session => DeadLetterRows.Discard(session, client, sequence, handler), cancellationToken);

    public Task AppendAsync(
        string client, UhitEnvironment environment, RequestId requestId, NewStoredEvent newEvent,
        CancellationToken cancellationToken = default) =>
        core.Writer.WriteAsync(session => EventRows.Append(session, client, environment, requestId, newEvent), cancellationToken);

    private Task<bool> UnderClaimAsync(
        DispatchClaim claim, long sequence, Action<SqliteSession> write, CancellationToken cancellationToken) =>
        core.Writer.WriteAsync(
            session =>
            {
                if (!IsUnderClaim(session, claim, sequence))
                {
                    return false;
                }

                write(session);
                return true;
            },
            cancellationToken);

    private static bool IsUnderClaim(SqliteSession session, DispatchClaim claim, long sequence) =>
        Held(session, claim) is { } stream
        && session.Number(WaitingSql, sequence, stream) is not null;

    private static long? Held(SqliteSession session, DispatchClaim claim) =>
        session.Number(HeldSql, claim.Client, claim.RequestId.Value, claim.Token);
}
