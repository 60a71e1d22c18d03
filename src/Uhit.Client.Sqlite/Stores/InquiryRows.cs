using Uhit.Client.Relational;
using Uhit.Client.Sqlite.Connections;
using Uhit.Client.Store;

namespace Uhit.Client.Sqlite.Stores;

/// <summary>The rows of inquiries.</summary>
internal static class InquiryRows
{
    public const string ByRequest = $"SELECT {InquiryRow.Columns} FROM uhit_inquiry WHERE client = $1 AND request_id = $2";

    public const string ByReference = $"SELECT {InquiryRow.Columns} FROM uhit_inquiry WHERE client = $1 AND client_reference = $2";

    private const string InsertSql = """
        INSERT INTO uhit_inquiry (client, environment, request_id, client_reference, authentication_id, wire_format, created_at, sending, is_finished, due_at,
          overdue_at, due_reported, overdue_reported, next_deadline, inquiry, ledger, key_id)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
        """;

    // What comes after a purge may hold texts: it is looked at again.
    private const string UpdateSql = """
        UPDATE uhit_inquiry SET wire_format = $2, sending = $3, is_finished = $4, due_at = $5, overdue_at = $6, due_reported = $7, overdue_reported = $8,
          next_deadline = $9, ledger = $10, inquiry = COALESCE($11, inquiry), key_id = $12, details_purged = 0
        WHERE id = $1
        """;

    private const string PurgeSql = """
        UPDATE uhit_inquiry SET inquiry = $2, ledger = $3, details_purged = $4, purged_at = $5, key_id = $6 WHERE id = $1
        """;

    public static InquiryRow? Find(SqliteSession session, string client, RequestId requestId) =>
        session.First(ByRequest, InquiryRow.Read, client, requestId.Value);

    public static InquiryRow? FindByReference(SqliteSession session, string client, string reference) =>
        session.First(ByReference, InquiryRow.Read, client, reference);

    public static void Insert(SqliteSession session, InquiryRecord record)
    {
        InsertRow(session, record, session.KeyId);
        var id = session.Number("SELECT last_insert_rowid()")!.Value;
        KeyRows.Add(session, id, record);
        foreach (var esiId in record.Inquiry.Lines.Select(line => line.EsiId).Distinct())
        {
            session.Execute("INSERT INTO uhit_inquiry_esi (esi_id, inquiry_id) VALUES ($1, $2)", esiId.Value, id);
        }
    }

    /// <summary>Takes personal data out of an inquiry.</summary>
    public static void Purge(SqliteSession session, InquiryRow row, PurgeTerms terms)
    {
        var record = StoreRules.Redact(row.Record, terms);
        var keyId = session.KeyId;
        session.Execute(
            PurgeSql,
            row.Id,
            session.Protect(keyId, StoreJson.Write(record.Inquiry)),
            session.Protect(keyId, StoreJson.WriteProgress(record)),
            StoreRules.IsRedacted(record),
            record.PurgedAt,
            keyId);
    }

    private static void InsertRow(SqliteSession session, InquiryRecord record, string? keyId) => session.Execute(
        InsertSql,
        record.Client,
        record.Environment,
        record.RequestId.Value,
        record.Inquiry.ClientReference,
        record.AuthenticationId.Value,
        record.WireFormat,
        record.CreatedAt,
        record.Sending,
        record.IsFinished,
        record.DueAt,
        record.OverdueAt,
        record.DueReported,
        record.OverdueReported,
        StoreRules.NextDeadline(record),
        session.Protect(keyId, StoreJson.Write(record.Inquiry)),
        session.Protect(keyId, StoreJson.WriteProgress(record)),
        keyId);

    /// <summary>Applies a change with its events.</summary>
    public static InquiryRecord Change(SqliteSession session, InquiryRow row, Func<InquiryRecord, InquiryChange?> change, out bool changed)
    {
        var after = change(row.Record);
        changed = after is not null;
        if (after is null)
        {
            return row.Record;
        }

        var record = after.Record;
        StoreRules.RequireSameInquiry(row.Record, record);

        // Both are under one key: with another one than they are under, both are written.
        var keyId = session.KeyId;
        var inquiry = string.Equals(keyId, row.KeyId, StringComparison.Ordinal)
            ? default(ReadOnlyMemory<byte>?)
            : session.Protect(keyId, StoreJson.Write(record.Inquiry));
        session.Execute(
            UpdateSql,
            row.Id,
            record.WireFormat,
            record.Sending,
            record.IsFinished,
            record.DueAt,
            record.OverdueAt,
            record.DueReported,
            record.OverdueReported,
            StoreRules.NextDeadline(record),
            session.Protect(keyId, StoreJson.WriteProgress(record)),
            inquiry,
            keyId);
        KeyRows.Add(session, row.Id, record);
        foreach (var newEvent in after.Events)
        {
            EventRows.Append(session, record.Client, record.Environment, record.RequestId, newEvent);
        }

        return record;
    }
}
