using Uhit.Client.Relational;
using Uhit.Client.Store;

namespace Uhit.Client.PostgreSql.Stores;

/// <summary>Start-up, deadlines, sweeping and statistics in PostgreSQL.</summary>
internal sealed class PostgreSqlMaintenance(PostgreSqlCore core) : RelationalMaintenance(core)
{
    public override Task InitializeAsync(CancellationToken cancellationToken = default) => core.InitializeAsync(cancellationToken);

    public override async Task<int> SweepOrphansAsync(DateTimeOffset begunBefore, CancellationToken cancellationToken = default)
    {
        var orphans = await core.Runner.RunAsync(
            (session, token) => session.QueryAsync(OrphansSql, reader => reader.GetReceipt(0), token, begunBefore),
            cancellationToken).ConfigureAwait(false);
        var count = 0;
        foreach (var receipt in orphans)
        {
            // One by one: a body may be large.
            count += await core.Runner.TransactAsync(
                (session, token) => session.ExecuteAsync(ReceiptRows.SweepSql, token, receipt, begunBefore),
                cancellationToken).ConfigureAwait(false);
        }

        return count;
    }

    public override Task<StoreStatistics> GetStatisticsAsync(string? client, CancellationToken cancellationToken = default) =>
        core.Runner.TransactAsync(
            async (session, token) =>
            {
                // Counting needs indexes only, and they are a fraction of the tables.
                await session.ExecuteAsync("SET LOCAL enable_seqscan = off", token).ConfigureAwait(false);
                return await CountAsync(session, client, token).ConfigureAwait(false);
            },
            cancellationToken);

    // Rows that were deleted, and their space, are the server's.
    public override Task<bool> WipeAsync(CancellationToken cancellationToken = default) => Task.FromResult(true);
}
