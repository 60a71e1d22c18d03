using Uhit.Client.Store;

namespace Uhit.Client.Relational;

/// <summary>Inquiries.</summary>
internal sealed class RelationalInquiries(IRelationalCore core) : IInquiryStore
{
    public Task<InquiryRecord?> AddAsync(InquiryRecord record, CancellationToken cancellationToken = default) =>
        core.WriteAsync((session, token) => AddAsync(session, record, token), cancellationToken);

    public async Task<InquiryRecord?> FindAsync(string client, RequestId requestId, CancellationToken cancellationToken = default)
    {
        var row = await core.ReadAsync(
            (session, token) => session.FirstAsync(InquiryRows.ByRequestSql, InquiryRow.Read, token, client, requestId.Value),
            cancellationToken).ConfigureAwait(false);
        return row?.Record;
    }

    public async Task<InquiryRecord?> ChangeAsync(
        string client, RequestId requestId, Func<InquiryRecord, InquiryChange?> change, CancellationToken cancellationToken = default)
    {
        var changed = await core.WriteAsync(
            (session, token) => InquiryRows.ChangeAsync(session, client, requestId, static _ => true, change, token),
            cancellationToken).ConfigureAwait(false);
        return changed?.Record;
    }

    public async Task<InquiryCandidates> FindCandidatesAsync(
        string client, InquirySearch search, CancellationToken cancellationToken = default)
    {
        var found = await core.ReadAsync(
            (session, token) => KeyRows.FindAsync(session, client, search, holds: false, token), cancellationToken).ConfigureAwait(false);
        return found.Candidates;
    }

    public IAsyncEnumerable<InquiryRecord> ListAsync(string? client, InquiryQuery query, CancellationToken cancellationToken = default) =>
        InquiryListing.ReadAsync(
            client, query,
            (sql, values, token) => core.ReadAsync((session, run) => session.QueryAsync(sql, ListedInquiry.Read, run, values), token),
            cancellationToken);

    private static async Task<InquiryRecord?> AddAsync(RelationalSession session, InquiryRecord record, CancellationToken cancellationToken)
    {
        if (await InquiryRows.InsertAsync(session, record, cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        var known = record.Inquiry.ClientReference is { } reference
            ? await session.FirstAsync(
                InquiryRows.ByReferenceSql, InquiryRow.Read, cancellationToken, record.Client, reference).ConfigureAwait(false)
            : null;
        known ??= await session.FirstAsync(
            InquiryRows.ByRequestSql, InquiryRow.Read, cancellationToken, record.Client, record.RequestId.Value).ConfigureAwait(false);
        return known?.Record ?? throw new UhitStoreException(
            "An inquiry was taken away while another with its number or reference was added. Try again.", isTransient: true);
    }
}
