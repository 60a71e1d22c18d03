using Uhit.Client.PostgreSql.Connections;
using Uhit.Client.Relational;
using Uhit.Client.Store;

namespace Uhit.Client.PostgreSql.Stores;

/// <summary>Purging in PostgreSQL.</summary>
internal sealed class PostgreSqlRetention(PostgreSqlCore core) : IRetentionStore
{
    private const int PageSize = 128;

    public IAsyncEnumerable<InboxEntry> ListMessagesAsync(PurgeScope scope, CancellationToken cancellationToken = default) =>
        Pages.ReadAsync<EntryRow>(
            Size(scope),
            (last, token) => core.Runner.RunAsync((session, run) => PageAsync(session, scope, last, run), token),
            cancellationToken).Select(row => row.Entry);

    public IAsyncEnumerable<RequestId> ListInquiriesAsync(PurgeScope scope, CancellationToken cancellationToken = default) =>
        Pages.ReadAsync<InquiryPlace>(
            Size(scope),
            (last, token) => core.Runner.RunAsync((session, run) => InquiriesAsync(session, scope, last, run), token),
            cancellationToken)
            .Select(place => place.RequestId);

    public Task<PurgeObstacles> CountObstaclesAsync(
        string client, RequestId requestId, PurgeTerms terms, CancellationToken cancellationToken = default) =>
        core.Runner.RunAsync(
            async (session, token) => await session.QueryAsync(
                RetentionQueries.StreamSql, reader => reader.GetInt64(0), token, client,
                requestId.Value).ConfigureAwait(false) is [var stream]
                ? await PurgeRows.ObstaclesAsync(session, stream, null, terms, token).ConfigureAwait(false)
                : new PurgeObstacles(0, 0),
            cancellationToken);

    public Task<PurgeStep> PurgeMessageAsync(ReceiptId receipt, PurgeTerms terms, CancellationToken cancellationToken = default) =>
        core.Runner.TransactAsync((session, token) => PurgeRows.PurgeMessageAsync(session, receipt, terms, token), cancellationToken);

    public Task<PurgeStep> PurgeInquiryAsync(
        string client, RequestId requestId, PurgeTerms terms, CancellationToken cancellationToken = default) =>
        core.Runner.TransactAsync(
            (session, token) => PurgeRows.PurgeInquiryAsync(session, client, requestId, terms, token), cancellationToken);

    public Task<int> ForgetMessagesAsync(string client, DateTimeOffset before, int max, CancellationToken cancellationToken = default) =>
        core.Runner.TransactAsync((session, token) => PurgeRows.ForgetAsync(session, client, before, max, token), cancellationToken);

    // Only a list by age goes on behind a page.
    private static int Size(PurgeScope scope) => scope.Before is null ? int.MaxValue : PageSize;

    private static Task<List<EntryRow>> PageAsync(PgSession session, PurgeScope scope, EntryRow? after, CancellationToken cancellationToken)
    {
        (string Sql, object?[] Values) query = scope switch
        {
            { EsiId: { } esiId } => (RetentionQueries.MessagesOfEsiIdSql, [scope.Client, esiId.Value]),
            { RequestId: { } requestId } => (RetentionQueries.MessagesOfInquirySql, [scope.Client, requestId.Value]),
            _ => (
                RetentionQueries.MessagesByAgeSql,
                [scope.Client, scope.Before, after?.ReceivedAt ?? long.MinValue, after?.Id ?? long.MinValue]),
        };
        return session.QueryAsync(query.Sql, EntryRow.Read, cancellationToken, query.Values);
    }

    // Rows that were deleted, and their space, are the server's.
    public Task<bool> WipeAsync(CancellationToken cancellationToken = default) => Task.FromResult(true);

    private static Task<List<InquiryPlace>> InquiriesAsync(
        PgSession session, PurgeScope scope, InquiryPlace? after, CancellationToken cancellationToken)
    {
        (string Sql, object?[] Values) query = scope switch
        {
            { EsiId: { } esiId } => (RetentionQueries.InquiriesOfEsiIdSql, [scope.Client, esiId.Value]),
            { RequestId: { } requestId } => (RetentionQueries.InquirySql, [scope.Client, requestId.Value]),
            _ => (RetentionQueries.InquiriesByAgeSql, [scope.Client, scope.Before, after?.At ?? long.MinValue, after?.Id ?? long.MinValue]),
        };
        return session.QueryAsync(query.Sql, InquiryPlace.Read, cancellationToken, query.Values);
    }
}
