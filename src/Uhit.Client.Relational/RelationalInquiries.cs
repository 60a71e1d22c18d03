using Uhit.Client.Store;

namespace Uhit.Client.Relational;

/// <summary>Inquiries.</summary>
internal sealed class RelationalInquiries(IRelationalCore core) : IInquiryStore
{
    // Waits for another that adds the same at the same moment.
    private const string InsertSql = """
        INSERT INTO uhit.inquiry (client, environment, request_id, client_reference, authentication_id, wire_format, created_at, sending, is_finished, due_at,
          overdue_at, due_reported, overdue_reported, next_deadline, inquiry, ledger, key_id)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
        ON CONFLICT DO NOTHING
        RETURNING id
        """;

    private const string InsertEsiSql = """
        INSERT INTO uhit.inquiry_esi (esi_id, inquiry_id) SELECT DISTINCT listed.value, $2
        FROM /*sqlite json_each($1) AS listed*//*postgresql unnest($1::text[]) AS listed (value)*/
        """;

    public Task<InquiryRecord?> AddAsync(InquiryRecord record, CancellationToken cancellationToken = default) =>
        core.Writer.WriteAsync((session, token) => AddAsync(session, record, token), cancellationToken);

    public async Task<InquiryRecord?> FindAsync(string client, RequestId requestId, CancellationToken cancellationToken = default)
    {
        var row = await core.Reader.ReadAsync(
            (session, token) => session.FirstAsync(InquiryRows.ByRequestSql, InquiryRow.Read, token, client, requestId.Value),
            cancellationToken).ConfigureAwait(false);
        return row?.Record;
    }

    public async Task<InquiryRecord?> ChangeAsync(
        string client, RequestId requestId, Func<InquiryRecord, InquiryChange?> change, CancellationToken cancellationToken = default)
    {
        var changed = await core.Writer.WriteAsync(
            (session, token) => InquiryRows.ChangeAsync(session, client, requestId, static _ => true, change, token),
            cancellationToken).ConfigureAwait(false);
        return changed?.Record;
    }

    public async Task<IReadOnlyList<InquiryRecord>> FindCandidatesAsync(
        string client, InquirySearch search, CancellationToken cancellationToken = default)
    {
        var found = await core.Reader.ReadAsync(
            (session, token) => KeyRows.FindAsync(session, client, search, holds: false, token), cancellationToken).ConfigureAwait(false);
        return [.. found.Rows.Select(row => row.Record)];
    }

    public IAsyncEnumerable<InquiryRecord> ListAsync(string? client, InquiryQuery query, CancellationToken cancellationToken = default) =>
        InquiryListing.ReadAsync(
            client, query,
            (sql, values, token) => core.Reader.ReadAsync(
                (session, run) => session.QueryAsync(sql, ListedInquiry.Read, run, values), token),
            cancellationToken);

    private static async Task<InquiryRecord?> AddAsync(RelationalSession session, InquiryRecord record, CancellationToken cancellationToken)
    {
        if (await InsertAsync(session, record, cancellationToken).ConfigureAwait(false))
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

    /// <returns>Whether it was added: otherwise one with its number or its reference is there.</returns>
    private static async Task<bool> InsertAsync(RelationalSession session, InquiryRecord record, CancellationToken cancellationToken)
    {
        if (await InsertRowAsync(session, record, cancellationToken).ConfigureAwait(false) is not [var id])
        {
            return false;
        }

        await session.RunAsync(
            [new Statement(InsertEsiSql, record.Inquiry.Lines.Select(line => line.EsiId.Value).ToArray(), id), KeyRows.Add(id, record)],
            cancellationToken).ConfigureAwait(false);
        return true;
    }

    private static Task<List<long>> InsertRowAsync(RelationalSession session, InquiryRecord record, CancellationToken cancellationToken)
    {
        var keyId = session.KeyId;
        return session.QueryAsync(
            InsertSql,
            reader => reader.GetInt64(0),
            cancellationToken,
            record.Client,
            record.Environment,
            record.RequestId.Value,
            Sql.OrNull(record.Inquiry.ClientReference),
            record.AuthenticationId.Value,
            record.WireFormat,
            record.CreatedAt,
            record.Sending,
            record.IsFinished,
            Sql.OrNull(record.DueAt),
            Sql.OrNull(record.OverdueAt),
            record.DueReported,
            record.OverdueReported,
            Sql.OrNull(StoreRules.NextDeadline(record)),
            session.Protect(keyId, StoreJson.Write(record.Inquiry)),
            session.Protect(keyId, StoreJson.WriteProgress(record)),
            Sql.OrNull(keyId));
    }
}
