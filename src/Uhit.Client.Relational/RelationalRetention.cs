using Uhit.Client.Store;

namespace Uhit.Client.Relational;

/// <summary>Purging.</summary>
/// <param name="core">How to come to a connection.</param>
/// <param name="wipeAsync">Wipes what was deleted, as far as that is in the store's hands.</param>
internal sealed class RelationalRetention(IRelationalCore core, Func<CancellationToken, Task<bool>> wipeAsync) : IRetentionStore
{
    private const int PageSize = 128;

    public IAsyncEnumerable<InboxEntry> ListMessagesAsync(PurgeScope scope, CancellationToken cancellationToken = default) =>
        ListAsync(
            scope,
            (RetentionQueries.MessagesOfEsiIdSql, RetentionQueries.MessagesOfInquirySql, RetentionQueries.MessagesByAgeSql),
            EntryRow.Read,
            row => (row.ReceivedAt, row.Id),
            cancellationToken).Select(row => row.Entry);

    public IAsyncEnumerable<RequestId> ListInquiriesAsync(PurgeScope scope, CancellationToken cancellationToken = default) =>
        ListAsync(
            scope,
            (RetentionQueries.InquiriesOfEsiIdSql, RetentionQueries.InquirySql, RetentionQueries.InquiriesByAgeSql),
            InquiryPlace.Read,
            place => (place.At, place.Id),
            cancellationToken).Select(place => place.RequestId);

    public Task<PurgeObstacles> CountObstaclesAsync(
        string client, RequestId requestId, PurgeTerms terms, CancellationToken cancellationToken = default) =>
        core.Reader.ReadAsync(
            async (session, token) => await session.NumberAsync(
                RetentionQueries.StreamSql, token, client, requestId.Value).ConfigureAwait(false) is { } stream
                ? await PurgeRows.ObstaclesAsync(session, stream, null, terms, token).ConfigureAwait(false)
                : new PurgeObstacles(0, 0),
            cancellationToken);

    public Task<PurgeStep> PurgeMessageAsync(ReceiptId receipt, PurgeTerms terms, CancellationToken cancellationToken = default) =>
        core.Writer.WriteAsync(
            (session, token) => PurgeRows.PurgeMessageAsync(session, receipt, terms, token), cancellationToken,
            terms.MaxRows * 1024 * 1024);

    public Task<PurgeStep> PurgeInquiryAsync(
        string client, RequestId requestId, PurgeTerms terms, CancellationToken cancellationToken = default) =>
        core.Writer.WriteAsync((session, token) => PurgeRows.PurgeInquiryAsync(session, client, requestId, terms, token), cancellationToken);

    public Task<int> ForgetMessagesAsync(string client, DateTimeOffset before, int max, CancellationToken cancellationToken = default) =>
        core.Writer.WriteAsync((session, token) => PurgeRows.ForgetAsync(session, client, before, max, token), cancellationToken);

    public Task<bool> WipeAsync(CancellationToken cancellationToken = default) => wipeAsync(cancellationToken);

    // Only a list by age goes on behind a page.
    private IAsyncEnumerable<T> ListAsync<T>(
        PurgeScope scope, (string OfEsiId, string OfInquiry, string ByAge) sql, Func<System.Data.Common.DbDataReader, T> read,
        Func<T, (long At, long Id)> placeOf, CancellationToken cancellationToken)
        where T : class
    {
        return Pages.ReadAsync<T>(
            scope.Before is null ? int.MaxValue : PageSize,
            (last, token) => core.Reader.ReadAsync((session, run) => PageAsync(session, last, run), token),
            cancellationToken);

        Task<List<T>> PageAsync(RelationalSession session, T? last, CancellationToken token)
        {
            if ((scope.EsiId?.Value ?? scope.RequestId?.Value) is { } id)
            {
                return session.QueryAsync(scope.EsiId is null ? sql.OfInquiry : sql.OfEsiId, read, token, scope.Client, id);
            }

            var (at, after) = last is null ? (long.MinValue, long.MinValue) : placeOf(last);
            return session.QueryAsync(sql.ByAge, read, token, scope.Client, scope.Before!.Value, at, after);
        }
    }
}
