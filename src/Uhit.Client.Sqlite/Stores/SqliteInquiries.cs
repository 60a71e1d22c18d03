using Uhit.Client.Relational;
using Uhit.Client.Sqlite.Connections;
using Uhit.Client.Store;

namespace Uhit.Client.Sqlite.Stores;

/// <summary>Inquiries in SQLite.</summary>
internal sealed class SqliteInquiries(SqliteCore core) : IInquiryStore
{
    public Task<AddedInquiry> AddAsync(InquiryRecord record, CancellationToken cancellationToken = default) =>
        core.Writer.WriteAsync(session => Add(session, record), cancellationToken);

    public async Task<InquiryRecord?> FindAsync(string client, RequestId requestId, CancellationToken cancellationToken = default)
    {
        var row = await core.Readers.ReadAsync(
            session => InquiryRows.Find(session, client, requestId), cancellationToken).ConfigureAwait(false);
        return row?.Record;
    }

    public Task<InquiryRecord?> ChangeAsync(
        string client, RequestId requestId, Func<InquiryRecord, InquiryChange?> change, CancellationToken cancellationToken = default) =>
            core.Writer.WriteAsync(
            session => InquiryRows.Find(session, client, requestId) is { } row ? InquiryRows.Change(session, row, change, out _) : null,
            cancellationToken);

    public Task<InquiryCandidates> FindCandidatesAsync(
        string client, InquirySearch search, CancellationToken cancellationToken = default) =>
        core.Readers.ReadAsync(session => KeyRows.Find(session, client, search), cancellationToken);

    public IAsyncEnumerable<InquiryRecord> ListAsync(string? client, InquiryQuery query, CancellationToken cancellationToken = default) =>
        InquiryListing.ReadAsync(
            "uhit_inquiry", client, query,
            (sql, values, token) => core.Readers.ReadAsync(session => session.Query(sql, ListedInquiry.Read, values), token),
            cancellationToken);

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
