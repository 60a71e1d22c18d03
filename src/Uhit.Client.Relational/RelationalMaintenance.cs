using System.Data.Common;
using Uhit.Client.Store;

namespace Uhit.Client.Relational;

/// <summary>Deadlines, statistics and purging. How a store begins and is swept is each store's own.</summary>
internal abstract partial class RelationalMaintenance(IRelationalCore core) : IMaintenanceStore
{
    public const string DeadlinesSql = """
        SELECT request_id, next_deadline, id FROM uhit.inquiry
        WHERE client = $1 AND next_deadline IS NOT NULL AND next_deadline <= $2 AND (next_deadline, id) > ($3, $4)
        ORDER BY next_deadline, id LIMIT 64
        """;

    public const string OrphansSql = "SELECT receipt FROM uhit.receipt WHERE state = 0 AND last_append < $1";

    public const string AuthenticationIdsSql = "SELECT client, authentication_id FROM uhit.client";

    private const string NotedSql = "SELECT authentication_id FROM uhit.client WHERE client = $1";

    private const string NoteSql = """
        INSERT INTO uhit.client AS noted (client, authentication_id) VALUES ($1, $2)
        ON CONFLICT (client) DO UPDATE SET authentication_id = excluded.authentication_id WHERE noted.authentication_id = $3
        """;

    private const int PageSize = 64;

    public abstract Task InitializeAsync(CancellationToken cancellationToken = default);

    public abstract Task<int> SweepOrphansAsync(DateTimeOffset begunBefore, CancellationToken cancellationToken = default);

    public abstract Task<StoreStatistics> GetStatisticsAsync(string? client, CancellationToken cancellationToken = default);

    public Task<int> ReportDeadlinesAsync(
        string client, DateTimeOffset now, Func<InquiryRecord, InquiryChange?> change, CancellationToken cancellationToken = default)
    {
        var reached = Pages.ReadAsync<InquiryPlace>(
            PageSize,
            (after, token) => core.Reader.ReadAsync(
                (session, run) => session.QueryAsync(
                    DeadlinesSql, InquiryPlace.Read, run, client, now, after?.At ?? long.MinValue, after?.Id ?? long.MinValue),
                token),
            cancellationToken);
        return ReportEachAsync(reached.Select(place => place.RequestId), ReportAsync);

        // Another process may have reported it meanwhile.
        async Task<bool> ReportAsync(RequestId requestId) => await core.Writer.WriteAsync(
            (session, token) => InquiryRows.ChangeAsync(
                session, client, requestId, record => StoreRules.NextDeadline(record) <= now, change, token),
            cancellationToken).ConfigureAwait(false) is { Changed: true };
    }

    public Task<IReadOnlyList<RoomUsage>> GetRoomUsageAsync(string client, CancellationToken cancellationToken = default) =>
        core.Reader.ReadAsync((session, token) => RoomRows.OfClientAsync(session, client, token), cancellationToken);

    public Task<AuthenticationId> NoteAuthenticationIdAsync(
        string client, AuthenticationId authenticationId, AuthenticationId? replaces, CancellationToken cancellationToken = default) =>
        core.Writer.WriteAsync(
            async (session, token) =>
            {
                await session.ExecuteAsync(
                    NoteSql, token, client, authenticationId.Value, Sql.OrNull(replaces?.Value)).ConfigureAwait(false);
                var noted = await session.QueryAsync(
                    NotedSql, reader => AuthenticationId.FromStore(reader.GetString(0)), token, client).ConfigureAwait(false);
                return noted[0];
            },
            cancellationToken);

    public async Task<IReadOnlyDictionary<string, AuthenticationId>> GetAuthenticationIdsAsync(
        CancellationToken cancellationToken = default) =>
        (await core.Reader.ReadAsync(
            (session, token) => session.QueryAsync(
                AuthenticationIdsSql,
                reader => KeyValuePair.Create(reader.GetString(0), AuthenticationId.FromStore(reader.GetString(1))),
                token),
            cancellationToken).ConfigureAwait(false)).ToDictionary();

    public static string StatisticsSql(bool ofClient)
    {
        var and = ofClient ? " AND client = $1" : string.Empty;
        return $"""
            SELECT
              (SELECT count(*) FROM uhit.inquiry WHERE true{and}),
              (SELECT count(*) FROM uhit.message WHERE room = 1{and}),
              (SELECT count(*) FROM uhit.message WHERE room = 2{and}),
              (SELECT count(*) FROM uhit.unreadable WHERE true{and}),
              (SELECT coalesce(sum({Sql.UsageLeft}), 0)/*postgresql ::bigint*/
                FROM uhit.message m /*sqlite JOIN uhit.receipt r ON r.id = m.id*/ WHERE m.room IN (1, 2, 4){and}),
              (SELECT count(*) FROM uhit.event WHERE state = 0{and}),
              (SELECT count(*) FROM uhit.receipt WHERE state = 0),
              (SELECT count(*) FROM uhit.event_handler h /*sqlite CROSS*/ JOIN uhit.event e ON e.sequence = h.sequence
                WHERE h.died_at IS NOT NULL{and})
            """;
    }

    protected static async Task<StoreStatistics> CountAsync(
        RelationalSession session, string? client, CancellationToken cancellationToken) =>
        (await session.FirstAsync(
            StatisticsSql(client is not null), ReadStatistics, cancellationToken,
            client is null ? [] : [client]).ConfigureAwait(false))!;

    private static StoreStatistics ReadStatistics(DbDataReader reader) => new()
    {
        Inquiries = reader.GetInt64(0),
        Messages = reader.GetInt64(1),
        Unmatched = reader.GetInt64(2),
        Unreadable = reader.GetInt64(3),
        UsageLines = reader.GetInt64(4),
        WaitingEvents = reader.GetInt64(5),
        StagedReceipts = reader.GetInt64(6),
        DeadLetters = reader.GetInt64(7),
    };

    // Gives how many were reported by this process, and not meanwhile by another.
    private static async Task<int> ReportEachAsync(IAsyncEnumerable<RequestId> reached, Func<RequestId, Task<bool>> reportAsync)
    {
        var count = 0;
        UhitStoreException? failure = null;
        await foreach (var requestId in reached.ConfigureAwait(false))
        {
            try
            {
                count += await reportAsync(requestId).ConfigureAwait(false) ? 1 : 0;
            }
            catch (UhitStoreException exception) when (!exception.IsTransient)
            {
                // An inquiry that can't be read keeps no other from being reported.
                failure ??= exception;
            }
        }

        return failure is null ? count : throw failure;
    }
}
