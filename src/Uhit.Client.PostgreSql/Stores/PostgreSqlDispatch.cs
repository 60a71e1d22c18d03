using System.Data.Common;
using Uhit.Client.PostgreSql.Writing;
using Uhit.Client.Relational;
using Uhit.Client.Store;

namespace Uhit.Client.PostgreSql.Stores;

/// <summary>Waiting events in PostgreSQL.</summary>
internal sealed class PostgreSqlDispatch(PostgreSqlCore core, TimeProvider time, TimeSpan longestIdleTransaction)
    : RelationalDispatch(core)
{
    private readonly HandlerTransactions _transactions = new(core, time, longestIdleTransaction);

    public override TimeSpan ShortestLease => longestIdleTransaction;

    public override async Task<DispatchClaim?> ClaimAsync(DispatchClaimRequest request, CancellationToken cancellationToken = default)
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

    public override Task<bool> CompleteHandlerInTransactionAsync(
        DispatchClaim claim,
        long sequence,
        string handler,
        Func<DbTransaction, CancellationToken, Task> effect,
        TimeSpan timeout,
        CancellationToken cancellationToken = default) =>
            _transactions.RunAsync(claim, sequence, handler, effect, timeout, cancellationToken);

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
}
