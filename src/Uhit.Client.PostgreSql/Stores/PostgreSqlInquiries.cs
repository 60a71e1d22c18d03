using System.Runtime.CompilerServices;
using Uhit.Client.Inquiries;
using Uhit.Client.PostgreSql.Connections;
using Uhit.Client.Store;

namespace Uhit.Client.PostgreSql.Stores;

/// <summary>Inquiries in PostgreSQL.</summary>
internal sealed class PostgreSqlInquiries(PostgreSqlCore core) : IInquiryStore
{
    private const int PageSize = 64;

    public Task<AddedInquiry> AddAsync(InquiryRecord record, CancellationToken cancellationToken = default) =>
        core.TransactAsync((session, token) => AddAsync(session, record, token), cancellationToken);

    public async Task<InquiryRecord?> FindAsync(string client, RequestId requestId, CancellationToken cancellationToken = default)
    {
        var row = await core.RunAsync(
            (session, token) => session.FirstAsync(InquiryRows.ByRequestSql, InquiryRows.Read, token, client, requestId.Value), cancellationToken).ConfigureAwait(false);
        return row?.Record;
    }

    public async Task<InquiryRecord?> ChangeAsync(
        string client, RequestId requestId, Func<InquiryRecord, InquiryChange?> change, CancellationToken cancellationToken = default)
    {
        var changed = await core.TransactAsync(
            (session, token) => InquiryRows.ChangeAsync(session, client, requestId, static _ => true, change, token), cancellationToken).ConfigureAwait(false);
        return changed?.Record;
    }

    // By pages, so that a slow consumer holds no connection and no snapshot.
    public async IAsyncEnumerable<InquiryRecord> ListAsync(
        string? client, InquiryQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var left = query.Limit ?? int.MaxValue;
        (long CreatedAt, long Id)? after = null;
        while (left > 0)
        {
            var (sql, values) = InquiryListing.Query(client, query, after, Math.Min(left, PageSize));
            var page = await core.RunAsync((session, token) => session.QueryAsync(sql, InquiryRows.Read, token, values), cancellationToken).ConfigureAwait(false);
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

    private static async Task<AddedInquiry> AddAsync(PgSession session, InquiryRecord record, CancellationToken cancellationToken)
    {
        if (await InquiryRows.InsertAsync(session, record, cancellationToken).ConfigureAwait(false))
        {
            return new AddedInquiry(record, true);
        }

        var known = record.Inquiry.ClientReference is { } reference
            ? await session.FirstAsync(InquiryRows.ByReferenceSql, InquiryRows.Read, cancellationToken, record.Client, reference).ConfigureAwait(false)
            : null;
        known ??= await session.FirstAsync(InquiryRows.ByRequestSql, InquiryRows.Read, cancellationToken, record.Client, record.RequestId.Value).ConfigureAwait(false);
        return new AddedInquiry(
            known?.Record ?? throw new UhitStoreException("An inquiry was taken away while another with its number or reference was added. Try again.", isTransient: true),
            false);
    }
}
