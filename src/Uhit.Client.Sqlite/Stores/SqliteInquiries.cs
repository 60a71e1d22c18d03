using System.Runtime.CompilerServices;
using Uhit.Client.Inquiries;
using Uhit.Client.Sqlite.Connections;
using Uhit.Client.Store;

namespace Uhit.Client.Sqlite.Stores;

/// <summary>Inquiries in SQLite.</summary>
internal sealed class SqliteInquiries(SqliteCore core) : IInquiryStore
{
    private const int PageSize = 64;

    public Task<AddedInquiry> AddAsync(InquiryRecord record, CancellationToken cancellationToken = default) =>
        core.WriteAsync(session => Add(session, record), cancellationToken);

    public async Task<InquiryRecord?> FindAsync(string client, RequestId requestId, CancellationToken cancellationToken = default)
    {
        var row = await core.ReadAsync(session => InquiryRows.Find(session, client, requestId), cancellationToken).ConfigureAwait(false);
        return row?.Record;
    }

    public Task<InquiryRecord?> ChangeAsync(
        string client, RequestId requestId, Func<InquiryRecord, InquiryChange?> change, CancellationToken cancellationToken = default) => core.WriteAsync(
        session => InquiryRows.Find(session, client, requestId) is { } row ? InquiryRows.Change(session, row, change, out _) : null, cancellationToken);

    // By pages, so that a slow consumer holds no connection and no snapshot.
    public async IAsyncEnumerable<InquiryRecord> ListAsync(
        string? client, InquiryQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var left = query.Limit ?? int.MaxValue;
        (long CreatedAt, long Id)? after = null;
        while (left > 0)
        {
            var (sql, values) = InquiryListing.Query(client, query, after, Math.Min(left, PageSize));
            var page = await core.ReadAsync(session => session.Query(sql, reader => InquiryRows.Read(session, reader), values), cancellationToken).ConfigureAwait(false);
            foreach (var row in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return row.Record;
            }

            if (page.Count < PageSize)
            {
                yield break;
            }

            left -= page.Count;
            after = (page[^1].Record.CreatedAt.UtcTicks, page[^1].Id);
        }
    }

    private static AddedInquiry Add(SqliteSession session, InquiryRecord record)
    {
        var known = record.Inquiry.ClientReference is { } reference ? InquiryRows.FindByReference(session, record.Client, reference) : null;
        known ??= InquiryRows.Find(session, record.Client, record.RequestId);
        if (known is not null)
        {
            return new AddedInquiry(known.Record, false);
        }

        InquiryRows.Insert(session, record);
        return new AddedInquiry(record, true);
    }
}
