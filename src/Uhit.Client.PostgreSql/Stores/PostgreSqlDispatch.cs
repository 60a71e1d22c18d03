using System.Data.Common;
using Uhit.Client.PostgreSql.Connections;
using Uhit.Client.PostgreSql.Writing;
using Uhit.Client.Relational;
using Uhit.Client.Store;

namespace Uhit.Client.PostgreSql.Stores;

/// <summary>Waiting events in PostgreSQL.</summary>
internal sealed class PostgreSqlDispatch(PostgreSqlCore core, TimeProvider time, TimeSpan longestIdleTransaction) : IDispatchStore
{
    private readonly HandlerTransactions _transactions = new(core, time, longestIdleTransaction);

    public bool SupportsTransactions => true;

    public TimeSpan ShortestLease => longestIdleTransaction;

    public async Task<DispatchClaim?> ClaimAsync(DispatchClaimRequest request, CancellationToken cancellationToken = default)
    {
        var tried = new HashSet<long>();
        while (true)
        {
            // Most of the time nothing waits: looking takes no lock and writes nothing.
            var streams = await core.Runner.RunAsync(
                (session, token) => ClaimQueries.FindAsync(session, request, tried, token), cancellationToken).ConfigureAwait(false);
            if (streams.Count == 0)
            {
                return null;
            }

            if (await TakeAsync(request, streams, cancellationToken).ConfigureAwait(false) is { } claim)
            {
                return claim;
            }

            // Others hold them all at this moment: those behind them may be free.
            tried.UnionWith(streams);
        }
    }

    public Task<bool> CompleteHandlerAsync(
        DispatchClaim claim, long sequence, string handler, CancellationToken cancellationToken = default) =>
        UnderClaimAsync(claim, sequence, batch => HandlerRows.Complete(batch, sequence, handler), cancellationToken);

    public Task<bool> CompleteHandlerInTransactionAsync(
        DispatchClaim claim,
        long sequence,
        string handler,
        Func<DbTransaction, CancellationToken, Task> effect,
        TimeSpan timeout,
        CancellationToken cancellationToken = default) =>
            _transactions.RunAsync(claim, sequence, handler, effect, timeout, cancellationToken);

    public Task<bool> FailHandlerAsync(
        DispatchClaim claim, long sequence, string handler, HandlerFailure failure, CancellationToken cancellationToken = default) =>
        UnderClaimAsync(claim, sequence, batch => HandlerRows.Fail(batch, sequence, handler, failure), cancellationToken);

    public Task<bool> FinishAsync(DispatchClaim claim, long sequence, CancellationToken cancellationToken = default) =>
        core.Runner.RunAsync(
            (session, token) => HeldClaim.ExecuteAsync(session, HeldClaim.FinishSql, claim, sequence, token), cancellationToken);

    public Task<bool> RenewAsync(DispatchClaim claim, DateTimeOffset until, CancellationToken cancellationToken = default) =>
        core.Runner.RunAsync(
            (session, token) => HeldClaim.ExecuteAsync(session, HeldClaim.RenewSql, claim, until, token), cancellationToken);

    public Task ReleaseAsync(DispatchClaim claim, long? notBegunFrom, CancellationToken cancellationToken = default) =>
        core.Runner.TransactAsync(
            async (session, token) => await HeldClaim.StreamAsync(session, claim, token).ConfigureAwait(false) is { } stream
                && await WriteAsync(
                    session, batch => ClaimQueries.Release(batch, claim, stream, notBegunFrom), token).ConfigureAwait(false),
            cancellationToken);

    public IAsyncEnumerable<DeadLetter> ListDeadLettersAsync(string? client, CancellationToken cancellationToken = default) =>
        Pages.ReadAsync<DeadLetter>(
            DeadLetterRows.PageSize, (last, token) => core.Runner.RunAsync(
                (session, run) => DeadLetterRows.PageAsync(session, client, last, run), token), cancellationToken);

    public Task<bool> ReplayDeadLetterAsync(string client, long sequence, string handler, CancellationToken cancellationToken = default) =>
        core.Runner.TransactAsync(
            (session, token) => DeadLetterRows.ReplayAsync(session, client, sequence, handler, token), cancellationToken);

    public Task<bool> DiscardDeadLetterAsync(string client, long sequence, string handler, CancellationToken cancellationToken = default) =>
        core.Runner.TransactAsync(
            (session, token) => DeadLetterRows.DiscardAsync(session, client, sequence, handler, token), cancellationToken);

    public Task AppendAsync(
        string client, UhitEnvironment environment, RequestId requestId, NewStoredEvent newEvent,
        CancellationToken cancellationToken = default) =>
        core.Runner.TransactAsync(
            (session, token) => WriteAsync(session, batch => EventRows.Append(batch, client, environment, requestId, [newEvent]), token),
            cancellationToken);

    private async Task<DispatchClaim?> TakeAsync(DispatchClaimRequest request, List<long> streams, CancellationToken cancellationToken)
    {
        // Where another has finished or failed a stream's events since they were found, the next is taken.
        var left = streams;
        while (left.Count > 0)
        {
            var from = left;
            var (stream, claim, failure) = await core.Runner.TransactAsync(
                (session, token) => ClaimQueries.TakeAsync(session, request, from, token), cancellationToken).ConfigureAwait(false);
            if (failure is not null)
            {
                throw failure;
            }

            if (claim is not null || stream is null)
            {
                return claim;
            }

            left = [.. left.Where(id => id != stream)];
        }

        return null;
    }

    private Task<bool> UnderClaimAsync(DispatchClaim claim, long sequence, Action<PgBatch> write, CancellationToken cancellationToken) =>
        core.Runner.TransactAsync(
            async (session, token) => await HeldClaim.HasAsync(session, claim, sequence, token).ConfigureAwait(false)
                && await WriteAsync(session, write, token).ConfigureAwait(false),
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
