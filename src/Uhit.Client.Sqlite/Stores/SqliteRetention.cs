using System.Runtime.CompilerServices;
using Uhit.Client.Inquiries;
using Uhit.Client.Sqlite.Connections;
using Uhit.Client.Store;

namespace Uhit.Client.Sqlite.Stores;

/// <summary>Purging in SQLite.</summary>
internal sealed class SqliteRetention(SqliteCore core) : IRetentionStore
{
    private const int PageSize = 128;

    public async IAsyncEnumerable<InboxEntry> ListMessagesAsync(PurgeScope scope, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var after = (At: long.MinValue, Id: long.MinValue);
        List<(long Id, InboxEntry Entry)> page;
        do
        {
            var last = after;
            page = await core.ReadAsync(session => Page(session, scope, last), cancellationToken).ConfigureAwait(false);
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
            page = await core.ReadAsync(session => Inquiries(session, scope, last), cancellationToken).ConfigureAwait(false);
            foreach (var (requestId, at, id) in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return requestId;
                after = (at, id);
            }
        }
        while (scope.Before is not null && page.Count == PageSize);
    }

    public Task<PurgeObstacles> CountObstaclesAsync(string client, RequestId requestId, PurgeTerms terms, CancellationToken cancellationToken = default) => core.ReadAsync(
        session => session.Number(RetentionQueries.StreamSql, client, requestId.Value) is { } stream
            ? PurgeRows.Obstacles(session, stream, null, terms)
            : new PurgeObstacles(0, 0),
        cancellationToken);

    public Task<PurgeStep> PurgeMessageAsync(ReceiptId receipt, PurgeTerms terms, CancellationToken cancellationToken = default) =>
        core.WriteAsync(session => PurgeRows.PurgeMessage(session, receipt, terms), cancellationToken, terms.MaxRows * 1024 * 1024);

    public Task<PurgeStep> PurgeInquiryAsync(string client, RequestId requestId, PurgeTerms terms, CancellationToken cancellationToken = default) =>
        core.WriteAsync(session => PurgeRows.PurgeInquiry(session, client, requestId, terms), cancellationToken);

    public Task<int> ForgetMessagesAsync(string client, DateTimeOffset before, int max, CancellationToken cancellationToken = default) =>
        core.WriteAsync(session => PurgeRows.Forget(session, client, before, max), cancellationToken);

    private static List<(long Id, InboxEntry Entry)> Page(SqliteSession session, PurgeScope scope, (long At, long Id) after) =>
        scope.EsiId is { } esiId ? session.Query(RetentionQueries.MessagesOfEsiIdSql, reader => (reader.GetInt64(0), EntryRows.Read(reader)), scope.Client, esiId.Value)
        : scope.RequestId is { } requestId ? session.Query(
            RetentionQueries.MessagesOfInquirySql, reader => (reader.GetInt64(0), EntryRows.Read(reader)), scope.Client, requestId.Value)
        : session.Query(
            RetentionQueries.MessagesByAgeSql, reader => (reader.GetInt64(0), EntryRows.Read(reader)), scope.Client, scope.Before, after.At, after.Id, PageSize);

    private static List<(RequestId RequestId, long At, long Id)> Inquiries(SqliteSession session, PurgeScope scope, (long At, long Id) after) =>
        scope.EsiId is { } esiId ? session.Query(RetentionQueries.InquiriesOfEsiIdSql, reader => (RequestId.Parse(reader.GetString(0)), 0L, 0L), scope.Client, esiId.Value)
        : scope.RequestId is { } requestId ? InquiryRows.Find(session, scope.Client, requestId) is null ? [] : [(requestId, 0, 0)]
        : session.Query(
            RetentionQueries.InquiriesByAgeSql,
            reader => (RequestId.Parse(reader.GetString(0)), reader.GetInt64(1), reader.GetInt64(2)),
            scope.Client,
            scope.Before,
            after.At,
            after.Id,
            PageSize);
}
