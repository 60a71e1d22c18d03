using Uhit.Client.Relational;
using Uhit.Client.Sqlite.Connections;
using Uhit.Client.Store;

namespace Uhit.Client.Sqlite.Stores;

/// <summary>Start-up, deadlines, sweeping and statistics in SQLite.</summary>
internal sealed class SqliteMaintenance(SqliteCore core) : IMaintenanceStore
{
    public const string DeadlinesSql =
        "SELECT request_id FROM uhit_inquiry WHERE client = $1 AND next_deadline IS NOT NULL AND next_deadline <= $2 ORDER BY "
            + "next_deadline";

    public const string OrphansSql = "SELECT receipt FROM uhit_receipt WHERE state = 0 AND last_append < $1";

    public const string AuthenticationIdsSql = "SELECT client, authentication_id FROM uhit_client";

    private const string NotedSql = "SELECT authentication_id FROM uhit_client WHERE client = $1";

    private const string NoteSql = """
        INSERT INTO uhit_client (client, authentication_id) VALUES ($1, $2)
        ON CONFLICT (client) DO UPDATE SET authentication_id = excluded.authentication_id WHERE authentication_id = $3
        """;

    private const string StatisticsSql = """
        SELECT
          (SELECT COUNT(*) FROM uhit_inquiry WHERE $1 IS NULL OR client = $1),
          (SELECT COUNT(*) FROM uhit_message WHERE room = 1 AND ($1 IS NULL OR client = $1)),
          (SELECT COUNT(*) FROM uhit_message WHERE room = 2 AND ($1 IS NULL OR client = $1)),
          (SELECT COUNT(*) FROM uhit_unreadable WHERE $1 IS NULL OR client = $1),
          (SELECT COALESCE(SUM(r.usage_count), 0) FROM uhit_message m JOIN uhit_receipt r ON r.id = m.id WHERE $1 IS NULL OR m.client = $1),
          (SELECT COUNT(*) FROM uhit_event WHERE state = 0 AND ($1 IS NULL OR client = $1)),
          (SELECT COUNT(*) FROM uhit_receipt WHERE state = 0),
          (SELECT COUNT(*) FROM uhit_event_handler h CROSS JOIN uhit_event e ON e.sequence = h.sequence WHERE h.died_at IS NOT NULL AND ($1 IS NULL OR e.client = $1))
        """;

    public Task InitializeAsync(CancellationToken cancellationToken = default) => core.InitializeAsync(cancellationToken);

    public async Task<int> ReportDeadlinesAsync(
        string client, DateTimeOffset now, Func<InquiryRecord, InquiryChange?> change, CancellationToken cancellationToken = default)
    {
        var reached = await core.Readers.ReadAsync(
            session => session.Query(DeadlinesSql, reader => RequestId.FromStore(reader.GetString(0)), client, now),
            cancellationToken).ConfigureAwait(false);
        return await Deadlines.ReportAsync(
            reached.ToAsyncEnumerable(),
            requestId => core.Writer.WriteAsync(
                session => Report(session, client, requestId, now, change), cancellationToken)).ConfigureAwait(false);
    }

    public async Task<int> SweepOrphansAsync(DateTimeOffset begunBefore, CancellationToken cancellationToken = default)
    {
        var orphans = await core.Readers.ReadAsync(
            session => session.Query(OrphansSql, reader => reader.GetReceipt(0), begunBefore), cancellationToken).ConfigureAwait(false);
        var count = 0;
        foreach (var receipt in orphans)
        {
            // One by one, and each in steps: a body may be large, and others want to write.
            PurgeStep step;
            do
            {
                step = await core.Writer.WriteAsync(
                    session => ReceiptRows.DiscardSome(session, receipt, begunBefore), cancellationToken).ConfigureAwait(false);
            }
            while (step == PurgeStep.More);
            count += step == PurgeStep.Done ? 1 : 0;
        }

        if (count > 0)
        {
            await core.Space.RunAsync(cancellationToken).ConfigureAwait(false);
        }

        return count;
    }

    public async Task<IReadOnlyList<RoomUsage>> GetRoomUsageAsync(string client, CancellationToken cancellationToken = default) =>
        await core.Readers.ReadAsync(session => RoomRows.OfClient(session, client), cancellationToken).ConfigureAwait(false);

    public Task<AuthenticationId> NoteAuthenticationIdAsync(
        string client, AuthenticationId authenticationId, AuthenticationId? replaces, CancellationToken cancellationToken = default) =>
            core.Writer.WriteAsync(
            session =>
            {
                session.Execute(NoteSql, client, authenticationId.Value, replaces?.Value);
                return AuthenticationId.FromStore(session.Text(NotedSql, client)!);
            },
            cancellationToken);

    public async Task<IReadOnlyDictionary<string, AuthenticationId>> GetAuthenticationIdsAsync(
        CancellationToken cancellationToken = default) =>
        (await core.Readers.ReadAsync(
            session => session.Query(AuthenticationIdsSql, NotedId.Read), cancellationToken).ConfigureAwait(false))
            .ToDictionary();

    public async Task<StoreStatistics> GetStatisticsAsync(string? client, CancellationToken cancellationToken = default) =>
        (await core.Readers.ReadAsync(
            session => session.First(StatisticsSql, StatisticsRow.Read, client), cancellationToken).ConfigureAwait(false))!;

    // Another process may have reported it meanwhile.
    private static bool Report(
        SqliteSession session, string client, RequestId requestId, DateTimeOffset now, Func<InquiryRecord, InquiryChange?> change)
    {
        if (InquiryRows.Find(session, client, requestId) is not { } row || !(StoreRules.NextDeadline(row.Record) <= now))
        {
            return false;
        }

        InquiryRows.Change(session, row, change, out var changed);
        return changed;
    }
}
