using Uhit.Client.Relational;
using Uhit.Client.Store;

namespace Uhit.Client.Sqlite.Stores;

/// <summary>Start-up, deadlines, sweeping and statistics in SQLite.</summary>
internal sealed class SqliteMaintenance(SqliteCore core) : RelationalMaintenance(core)
{
    public override Task InitializeAsync(CancellationToken cancellationToken = default) => core.InitializeAsync(cancellationToken);

    public override async Task<int> SweepOrphansAsync(DateTimeOffset begunBefore, CancellationToken cancellationToken = default)
    {
        var orphans = await core.Readers.ReadAsync(
            session => session.Query(OrphansSql, reader => reader.GetReceipt(0), begunBefore), cancellationToken).ConfigureAwait(false);
        var count = 0;
        foreach (var receipt in orphans)
        {
            // One by one, and each in steps: a body may be large, and others want to write.
            PurgeOutcome step;
            do
            {
                step = await core.Writer.WriteAsync(
                    session => SqliteInbox.DiscardSome(session, receipt, begunBefore), cancellationToken).ConfigureAwait(false);
            }
            while (step == PurgeOutcome.More);
            count += step == PurgeOutcome.Purged ? 1 : 0;
        }

        if (count > 0)
        {
            await core.Space.RunAsync(cancellationToken).ConfigureAwait(false);
        }

        return count;
    }

    public override Task<StoreStatistics> GetStatisticsAsync(string? client, CancellationToken cancellationToken = default) =>
        core.Readers.ReadAsync((session, token) => CountAsync(session, client, token), cancellationToken);

    public override Task<bool> WipeAsync(CancellationToken cancellationToken = default) => core.Space.RunAsync(cancellationToken);
}
