using System.Data.Common;
using Uhit.Client.Relational;
using Uhit.Client.Sqlite.Connections;
using Uhit.Client.Store;

namespace Uhit.Client.Sqlite.Stores;

/// <summary>Waiting events in SQLite.</summary>
internal sealed class SqliteDispatch(SqliteCore core) : RelationalDispatch(core)
{
    public override async Task<DispatchClaim?> ClaimAsync(DispatchClaimRequest request, CancellationToken cancellationToken = default)
    {
        // Most of the time nothing waits: looking takes no lock and no fsync.
        var waits = await core.Readers.ReadAsync(
            session => ClaimQueries.Find(session, request) is not null, cancellationToken).ConfigureAwait(false);
        if (!waits)
        {
            return null;
        }

        var (claim, failure) = await core.Writer.WriteAsync(
            (session, token) => ClaimQueries.ClaimAsync((SqliteSession)session, request, token),
            cancellationToken).ConfigureAwait(false);
        return failure is null ? claim : throw failure;
    }

    public override Task<bool> CompleteHandlerInTransactionAsync(
        DispatchClaim claim,
        long sequence,
        string handler,
        Func<DbTransaction, CancellationToken, Task> effect,
        TimeSpan timeout,
        CancellationToken cancellationToken = default) => core.Lender.RunAsync(
        session => SqliteSession.Ended(HandlerRows.BeginAsync(session, claim, sequence, handler, CancellationToken.None)),
        effect,
        timeout,
        cancellationToken);
}
