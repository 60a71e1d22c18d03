using Uhit.Client.Store;

namespace Uhit.Client.Relational;

/// <summary>The rows of inquiries, as whoever changes them reads and writes them.</summary>
internal static class InquiryRows
{
    public const string ByRequestSql = $"SELECT {InquiryRow.Columns} FROM uhit.inquiry WHERE client = $1 AND request_id = $2";

    /// <summary>Holds the inquiry until the transaction ends: no other change comes between its reading and its writing.</summary>
    public const string LockSql = $"{ByRequestSql} {Sql.Hold}";

    public const string ByReferenceSql = $"SELECT {InquiryRow.Columns} FROM uhit.inquiry WHERE client = $1 AND client_reference = $2";

    private const string PurgeSql = """
        UPDATE uhit.inquiry SET inquiry = $2, ledger = $3, details_purged = $4, purged_at = $5, key_id = $6 WHERE id = $1
        """;

    // What comes after a purge may hold texts: it is looked at again.
    private const string UpdateSql = """
        UPDATE uhit.inquiry SET wire_format = $2, sending = $3, is_finished = $4, due_at = $5, overdue_at = $6, due_reported = $7, overdue_reported = $8,
          next_deadline = $9, ledger = $10, inquiry = coalesce($11, inquiry), key_id = $12, details_purged = false
        WHERE id = $1
        """;

    /// <summary>Takes personal data out of an inquiry.</summary>
    public static Statement Purge(PayloadProtection protection, InquiryRow row, PurgeTerms terms)
    {
        var keyId = protection.KeyId;
        var record = StoreRules.Redact(row.Record, terms);
        return new Statement(
            PurgeSql,
            row.Id,
            protection.Protect(keyId, StoreJson.Write(record.Inquiry)),
            protection.Protect(keyId, StoreJson.WriteProgress(record)),
            StoreRules.IsRedacted(record),
            record.PurgedAt!.Value,
            Sql.OrNull(keyId));
    }

    /// <summary>What a change writes, its events too.</summary>
    /// <returns>The new record, and the statements that store it; <see langword="null"/> where nothing changes.</returns>
    public static (InquiryRecord Record, IEnumerable<Statement> Statements)? Change(
        RelationalSession session, InquiryRow row, Func<InquiryRecord, InquiryChange?> change)
    {
        if (change(row.Record) is not { } after)
        {
            return null;
        }

        var record = after.Record;
        StoreRules.RequireSameInquiry(row.Record, record);

        session.NoteChange(record.RequestId);

        // Both columns are under the row's one key: where it changes, both are written.
        var protection = session.Protection;
        var keyId = protection.KeyId;
        var inquiry = string.Equals(keyId, row.KeyId, StringComparison.Ordinal)
            ? default(ReadOnlyMemory<byte>?)
            : protection.Protect(keyId, StoreJson.Write(record.Inquiry));
        var update = new Statement(
            UpdateSql,
            row.Id,
            record.WireFormat,
            record.Sending,
            record.IsFinished,
            Sql.OrNull(record.DueAt),
            Sql.OrNull(record.OverdueAt),
            record.DueReported,
            record.OverdueReported,
            Sql.OrNull(StoreRules.NextDeadline(record)),
            protection.Protect(keyId, StoreJson.WriteProgress(record)),
            Sql.OrNull(inquiry),
            Sql.OrNull(keyId));
        var events = EventRows.Append(session, record.Client, record.Environment, record.RequestId, after.Events);
        return (record, [update, KeyRows.Add(row.Id, record), .. events]);
    }

    /// <summary>Changes an inquiry under its lock.</summary>
    /// <returns>The record afterwards, and whether it was changed; <see langword="null"/> where there is no such inquiry.</returns>
    public static async Task<(InquiryRecord Record, bool Changed)?> ChangeAsync(
        RelationalSession session,
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

        if (!isWanted(row.Record) || Change(session, row, change) is not { } changed)
        {
            return (row.Record, false);
        }

        await session.RunAsync([.. changed.Statements], cancellationToken).ConfigureAwait(false);
        return (changed.Record, true);
    }
}
