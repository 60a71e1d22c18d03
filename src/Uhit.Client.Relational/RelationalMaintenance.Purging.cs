using Uhit.Client.Store;

namespace Uhit.Client.Relational;

/// <content>Purging.</content>
internal abstract partial class RelationalMaintenance
{
    private const int PurgePageSize = 128;

    public IAsyncEnumerable<InboxEntry> ListMessagesAsync(PurgeTerms terms, CancellationToken cancellationToken = default) =>
        ListAsync(
            terms,
            (RetentionQueries.MessagesOfEsiIdSql, RetentionQueries.MessagesOfInquirySql, RetentionQueries.MessagesByAgeSql),
            EntryRow.Read,
            row => (row.ReceivedAt, row.Id),
            cancellationToken).Select(row => row.Entry);

    public IAsyncEnumerable<RequestId> ListInquiriesAsync(PurgeTerms terms, CancellationToken cancellationToken = default) =>
        ListAsync(
            terms,
            (RetentionQueries.InquiriesOfEsiIdSql, RetentionQueries.InquirySql, RetentionQueries.InquiriesByAgeSql),
            InquiryPlace.Read,
            place => (place.At, place.Id),
            cancellationToken).Select(place => place.RequestId);

    public Task<(long WaitingEvents, long DeadLetters)> CountObstaclesAsync(
        RequestId requestId, PurgeTerms terms, CancellationToken cancellationToken = default) =>
        core.Reader.ReadAsync(
            async (session, token) => await session.NumberAsync(
                RetentionQueries.StreamSql, token, terms.Client, requestId.Value).ConfigureAwait(false) is { } stream
                ? await PurgeRows.ObstaclesAsync(session, stream, null, terms, token).ConfigureAwait(false)
                : (0L, 0L),
            cancellationToken);

    public Task<PurgeOutcome> PurgeMessageAsync(ReceiptId receipt, PurgeTerms terms, CancellationToken cancellationToken = default) =>
        core.Writer.WriteAsync(
            (session, token) => PurgeRows.PurgeMessageAsync(session, receipt, terms, token), cancellationToken,
            terms.MaxRows * 1024 * 1024);

    public Task<PurgeOutcome> PurgeInquiryAsync(
        RequestId requestId, PurgeTerms terms, CancellationToken cancellationToken = default) =>
        core.Writer.WriteAsync((session, token) => PurgeRows.PurgeInquiryAsync(session, requestId, terms, token), cancellationToken);

    public Task<int> ForgetMessagesAsync(string client, DateTimeOffset before, int max, CancellationToken cancellationToken = default) =>
        core.Writer.WriteAsync((session, token) => PurgeRows.ForgetAsync(session, client, before, max, token), cancellationToken);

    public abstract Task<bool> WipeAsync(CancellationToken cancellationToken = default);

    // Only a list by age goes on behind a page.
    private IAsyncEnumerable<T> ListAsync<T>(
        PurgeTerms terms, (string OfEsiId, string OfInquiry, string ByAge) sql, Func<System.Data.Common.DbDataReader, T> read,
        Func<T, (long At, long Id)> placeOf, CancellationToken cancellationToken)
        where T : class
    {
        return Pages.ReadAsync<T>(
            terms.Before is null ? int.MaxValue : PurgePageSize,
            (last, token) => core.Reader.ReadAsync((session, run) => PageAsync(session, last, run), token),
            cancellationToken);

        Task<List<T>> PageAsync(RelationalSession session, T? last, CancellationToken token)
        {
            if ((terms.EsiId?.Value ?? terms.RequestId?.Value) is { } id)
            {
                return session.QueryAsync(terms.EsiId is null ? sql.OfInquiry : sql.OfEsiId, read, token, terms.Client, id);
            }

            var (at, after) = last is null ? (long.MinValue, long.MinValue) : placeOf(last);
            return session.QueryAsync(sql.ByAge, read, token, terms.Client, terms.Before!.Value, at, after);
        }
    }
}
