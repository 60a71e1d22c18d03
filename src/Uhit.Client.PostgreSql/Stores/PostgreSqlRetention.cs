using System.Runtime.CompilerServices;
using Uhit.Client.Inquiries;
using Uhit.Client.PostgreSql.Connections;
using Uhit.Client.Store;

namespace Uhit.Client.PostgreSql.Stores;

/// <summary>Purging in PostgreSQL.</summary>
internal sealed class PostgreSqlRetention(PostgreSqlCore core) : IRetentionStore
{
    private const int PageSize = 128;

    public async IAsyncEnumerable<InboxEntry> ListMessagesAsync(PurgeScope scope, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var after = (At: long.MinValue, Id: long.MinValue);
        List<(long Id, InboxEntry Entry)> page;
        do
        {
            var last = after;
            page = await core.RunAsync((session, token) => PageAsync(session, scope, last, token), cancellationToken).ConfigureAwait(false);
            foreach (var (id, entry) in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return entry;
                after = (entry.ReceivedAt.UtcTicks, id);
            }
        }
        while (scope.Before is not null && page.Count == PageSize);
    }

    public async IAsyncEnumerable<RequestId> ListInquiriesAsync(PurgeScope scope, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var after = (At: long.MinValue, Id: long.MinValue);
        List<(RequestId RequestId, long At, long Id)> page;
        do
        {
            var last = after;
            page = await core.RunAsync((session, token) => InquiriesAsync(session, scope, last, token), cancellationToken).ConfigureAwait(false);
            foreach (var (requestId, at, id) in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return requestId;
                after = (at, id);
            }
        }
        while (scope.Before is not null && page.Count == PageSize);
    }

    public Task<PurgeObstacles> CountObstaclesAsync(string client, RequestId requestId, PurgeTerms terms, CancellationToken cancellationToken = default) =>
        core.RunAsync(
            async (session, token) => await session.QueryAsync(
                RetentionQueries.StreamSql, reader => reader.GetInt64(0), token, client, requestId.Value).ConfigureAwait(false) is [var stream]
                ? await PurgeRows.ObstaclesAsync(session, stream, null, terms, token).ConfigureAwait(false)
                : new PurgeObstacles(0, 0),
            cancellationToken);

    public Task<PurgeStep> PurgeMessageAsync(ReceiptId receipt, PurgeTerms terms, CancellationToken cancellationToken = default) =>
        core.TransactAsync((session, token) => PurgeRows.PurgeMessageAsync(session, receipt, terms, token), cancellationToken);

    public Task<PurgeStep> PurgeInquiryAsync(string client, RequestId requestId, PurgeTerms terms, CancellationToken cancellationToken = default) =>
        core.TransactAsync((session, token) => PurgeRows.PurgeInquiryAsync(session, client, requestId, terms, token), cancellationToken);

    public Task<int> ForgetMessagesAsync(string client, DateTimeOffset before, int max, CancellationToken cancellationToken = default) =>
        core.TransactAsync((session, token) => PurgeRows.ForgetAsync(session, client, before, max, token), cancellationToken);

    private static Task<List<(long Id, InboxEntry Entry)>> PageAsync(
        PgSession session, PurgeScope scope, (long At, long Id) after, CancellationToken cancellationToken)
    {
        (string Sql, object?[] Values) query = scope switch
        {
            { EsiId: { } esiId } => (RetentionQueries.MessagesOfEsiIdSql, [scope.Client, esiId.Value]),
            { RequestId: { } requestId } => (RetentionQueries.MessagesOfInquirySql, [scope.Client, requestId.Value]),
            _ => (RetentionQueries.MessagesByAgeSql, [scope.Client, scope.Before, after.At, after.Id]),
        };
        return session.QueryAsync(query.Sql, reader => (reader.GetInt64(0), EntryRows.Read(reader)), cancellationToken, query.Values);
    }

    private static Task<List<(RequestId RequestId, long At, long Id)>> InquiriesAsync(
        PgSession session, PurgeScope scope, (long At, long Id) after, CancellationToken cancellationToken) => scope switch
        {
            { EsiId: { } esiId } => session.QueryAsync(
                RetentionQueries.InquiriesOfEsiIdSql, reader => (RequestId.Parse(reader.GetString(0)), 0L, 0L), cancellationToken, scope.Client, esiId.Value),
            { RequestId: { } requestId } => session.QueryAsync(
                InquiryRows.ByRequestSql, _ => (requestId, 0L, 0L), cancellationToken, scope.Client, requestId.Value),
            _ => session.QueryAsync(
                RetentionQueries.InquiriesByAgeSql,
                reader => (RequestId.Parse(reader.GetString(0)), reader.GetInt64(1), reader.GetInt64(2)),
                cancellationToken,
                scope.Client,
                scope.Before,
                after.At,
                after.Id),
        };
}
