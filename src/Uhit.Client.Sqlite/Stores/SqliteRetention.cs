using Uhit.Client.Relational;
using Uhit.Client.Sqlite.Connections;
using Uhit.Client.Store;

namespace Uhit.Client.Sqlite.Stores;

/// <summary>Purging in SQLite.</summary>
internal sealed class SqliteRetention(SqliteCore core) : IRetentionStore
{
    private const int PageSize = 128;

    public IAsyncEnumerable<InboxEntry> ListMessagesAsync(PurgeScope scope, CancellationToken cancellationToken = default) =>
        Pages.ReadAsync<EntryRow>(
            Size(scope),
            (last, token) => core.Readers.ReadAsync(session => Page(session, scope, last), token),
            cancellationToken).Select(row => row.Entry);

    public IAsyncEnumerable<RequestId> ListInquiriesAsync(PurgeScope scope, CancellationToken cancellationToken = default) =>
        Pages.ReadAsync<InquiryPlace>(
            Size(scope), (last, token) => core.Readers.ReadAsync(session => Inquiries(session, scope, last), token), cancellationToken)
            .Select(place => place.RequestId);

    public Task<PurgeObstacles> CountObstaclesAsync(
        string client, RequestId requestId, PurgeTerms terms, CancellationToken cancellationToken = default) =>
        core.Readers.ReadAsync(
            session => session.Number(RetentionQueries.StreamSql, client, requestId.Value) is { } stream
                ? PurgeRows.Obstacles(session, stream, null, terms)
                : new PurgeObstacles(0, 0),
            cancellationToken);

    public Task<PurgeStep> PurgeMessageAsync(ReceiptId receipt, PurgeTerms terms, CancellationToken cancellationToken = default) =>
        core.Writer.WriteAsync(session => PurgeRows.PurgeMessage(session, receipt, terms), cancellationToken, terms.MaxRows * 1024 * 1024);

    public Task<PurgeStep> PurgeInquiryAsync(
        string client, RequestId requestId, PurgeTerms terms, CancellationToken cancellationToken = default) =>
        core.Writer.WriteAsync(session => PurgeRows.PurgeInquiry(session, client, requestId, terms), cancellationToken);

    public Task<int> ForgetMessagesAsync(string client, DateTimeOffset before, int max, CancellationToken cancellationToken = default) =>
        core.Writer.WriteAsync(session => PurgeRows.Forget(session, client, before, max), cancellationToken);

    public Task<bool> WipeAsync(CancellationToken cancellationToken = default) => core.Space.RunAsync(cancellationToken);

    // Only a list by age goes on behind a page.
    private static int Size(PurgeScope scope) => scope.Before is null ? int.MaxValue : PageSize;

    private static List<EntryRow> Page(SqliteSession session, PurgeScope scope, EntryRow? after) => scope switch
    {
        { EsiId: { } esiId } => session.Query(RetentionQueries.MessagesOfEsiIdSql, EntryRow.Read, scope.Client, esiId.Value),
        { RequestId: { } requestId } => session.Query(RetentionQueries.MessagesOfInquirySql, EntryRow.Read, scope.Client, requestId.Value),
        _ => session.Query(
            RetentionQueries.MessagesByAgeSql,
            EntryRow.Read,
            scope.Client,
            scope.Before,
            after?.ReceivedAt ?? long.MinValue,
            after?.Id ?? long.MinValue,
            PageSize),
    };

    private static List<InquiryPlace> Inquiries(SqliteSession session, PurgeScope scope, InquiryPlace? after) => scope switch
    {
        { EsiId: { } esiId } => session.Query(RetentionQueries.InquiriesOfEsiIdSql, InquiryPlace.Read, scope.Client, esiId.Value),
        { RequestId: { } requestId } => session.Query(RetentionQueries.InquirySql, InquiryPlace.Read, scope.Client, requestId.Value),
        _ => session.Query(
            RetentionQueries.InquiriesByAgeSql,
            InquiryPlace.Read,
            scope.Client,
            scope.Before,
            after?.At ?? long.MinValue,
            after?.Id ?? long.MinValue,
            PageSize),
    };
}
