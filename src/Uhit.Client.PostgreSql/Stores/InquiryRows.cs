using Uhit.Client.PostgreSql.Connections;
using Uhit.Client.Relational;
using Uhit.Client.Store;

namespace Uhit.Client.PostgreSql.Stores;

/// <summary>The rows of inquiries.</summary>
internal static class InquiryRows
{
    public const string ByRequestSql = $"SELECT {InquiryRow.Columns} FROM uhit.inquiry WHERE client = $1 AND request_id = $2";

    /// <summary>Holds the inquiry until the transaction ends: no other change comes between its reading and its writing.</summary>
    public const string LockSql = ByRequestSql + " FOR NO KEY UPDATE";

    public const string ByReferenceSql = $"SELECT {InquiryRow.Columns} FROM uhit.inquiry WHERE client = $1 AND client_reference = $2";

    // Waits for another that adds the same at the same moment.
    private const string InsertSql = """
        INSERT INTO uhit.inquiry (client, environment, request_id, client_reference, authentication_id, wire_format, created_at, sending, is_finished, due_at,
          overdue_at, due_reported, overdue_reported, next_deadline, inquiry, ledger, key_id)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
        ON CONFLICT DO NOTHING
        RETURNING id
        """;

    private const string InsertEsiSql =
        "INSERT INTO uhit.inquiry_esi (esi_id, inquiry_id) SELECT DISTINCT esi_id, $2 FROM unnest($1::text[]) AS line (esi_id)";

    private const string PurgeSql = """
        UPDATE uhit.inquiry SET inquiry = $2, ledger = $3, details_purged = $4, purged_at = coalesce(purged_at, $5), key_id = $6 WHERE id = $1
        """;

    // What comes after a purge may hold texts: it is looked at again.
    private const string UpdateSql = """
        UPDATE uhit.inquiry SET wire_format = $2, sending = $3, is_finished = $4, due_at = $5, overdue_at = $6, due_reported = $7, overdue_reported = $8,
          next_deadline = $9, ledger = $10, inquiry = coalesce($11, inquiry), key_id = $12, details_purged = false
        WHERE id = $1
        """;

    /// <returns>Whether it was added: otherwise one with its number or its reference is there.</returns>
    public static async Task<bool> InsertAsync(PgSession session, InquiryRecord record, CancellationToken cancellationToken)
    {
        if (await InsertRowAsync(session, record, session.KeyId, cancellationToken).ConfigureAwait(false) is not [var id])
        {
            return false;
        }

        var batch = session.Batch();
        await using (batch.ConfigureAwait(false))
        {
            batch.Add(InsertEsiSql, record.Inquiry.Lines.Select(line => line.EsiId.Value).ToArray(), id);
            KeyRows.Add(batch, id, record);
            await batch.ExecuteAsync(cancellationToken).ConfigureAwait(false);
        }

        return true;
    }

    /// <summary>Takes personal data out of an inquiry.</summary>
    public static void Purge(PgBatch batch, InquiryRow row, PurgeTerms terms)
    {
        var keyId = batch.Session.KeyId;
        var record = StoreRules.Redact(row.Record, terms);
        batch.Add(
            PurgeSql,
            row.Id,
            batch.Session.Protect(keyId, StoreJson.Write(record.Inquiry)),
            batch.Session.Protect(keyId, StoreJson.WriteProgress(record)),
            StoreRules.IsRedacted(record),
            record.PurgedAt!.Value,
            PgValue.OrNull(keyId));
    }

    /// <summary>Applies a change: what is to be written, its events too, goes into the batch.</summary>
    /// <returns>The new record; <see langword="null"/> where nothing changes.</returns>
    public static InquiryRecord? Change(PgBatch batch, InquiryRow row, Func<InquiryRecord, InquiryChange?> change)
    {
        if (change(row.Record) is not { } after)
        {
            return null;
        }

        var record = after.Record;
        StoreRules.RequireSameInquiry(row.Record, record);

        // Both columns are under the row's one key: where it changes, both are written.
        var keyId = batch.Session.KeyId;
        var inquiry = string.Equals(keyId, row.KeyId, StringComparison.Ordinal)
            ? PgValue.OrNull((byte[]?)null)
            : PgValue.Of(batch.Session.Protect(keyId, StoreJson.Write(record.Inquiry)));
        batch.Add(
            UpdateSql,
            row.Id,
            record.WireFormat,
            record.Sending,
            record.IsFinished,
            PgValue.OrNull(record.DueAt),
            PgValue.OrNull(record.OverdueAt),
            record.DueReported,
            record.OverdueReported,
            PgValue.OrNull(StoreRules.NextDeadline(record)),
            batch.Session.Protect(keyId, StoreJson.WriteProgress(record)),
            inquiry,
            PgValue.OrNull(keyId));
        KeyRows.Add(batch, row.Id, record);
        EventRows.Append(batch, record.Client, record.Environment, record.RequestId, after.Events);
        return record;
    }

    /// <summary>Changes an inquiry under its lock.</summary>
    /// <returns>The row as it was, and the record as it is; <see langword="null"/> where there is no such inquiry.</returns>
    public static async Task<(InquiryRecord Record, bool Changed)?> ChangeAsync(
        PgSession session,
        string client,
        RequestId requestId,
        Func<InquiryRecord, bool> isWanted,
        Func<InquiryRecord, InquiryChange?> change,
        CancellationToken cancellationToken)
    {
        if (await session.FirstAsync(
            LockSql, InquiryRow.Read, cancellationToken, client, requestId.Value).ConfigureAwait(false) is not { } row)
        {
            return null;
        }

        if (!isWanted(row.Record))
        {
            return (row.Record, false);
        }

        var batch = session.Batch();
        await using (batch.ConfigureAwait(false))
        {
            if (Change(batch, row, change) is not { } record)
            {
                return (row.Record, false);
            }

            await batch.ExecuteAsync(cancellationToken).ConfigureAwait(false);
            return (record, true);
        }
    }

    private static Task<List<long>> InsertRowAsync(
        PgSession session, InquiryRecord record, string? keyId, CancellationToken cancellationToken) =>
        session.QueryAsync(
            InsertSql,
            reader => reader.GetInt64(0),
            cancellationToken,
            record.Client,
            record.Environment,
            record.RequestId.Value,
            PgValue.OrNull(record.Inquiry.ClientReference),
            record.AuthenticationId.Value,
            record.WireFormat,
            record.CreatedAt,
            record.Sending,
            record.IsFinished,
            PgValue.OrNull(record.DueAt),
            PgValue.OrNull(record.OverdueAt),
            record.DueReported,
            record.OverdueReported,
            PgValue.OrNull(StoreRules.NextDeadline(record)),
            session.Protect(keyId, StoreJson.Write(record.Inquiry)),
            session.Protect(keyId, StoreJson.WriteProgress(record)),
            PgValue.OrNull(keyId));
}
