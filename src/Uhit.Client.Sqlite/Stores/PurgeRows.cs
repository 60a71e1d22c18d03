using Uhit.Client.Relational;
using Uhit.Client.Sqlite.Connections;
using Uhit.Client.Store;

namespace Uhit.Client.Sqlite.Stores;

/// <summary>Takes content out of rows, so much in each transaction.</summary>
internal static class PurgeRows
{
    private const string TakeChunksSql = "DELETE FROM uhit_chunk WHERE receipt_id = $1 AND ordinal >= $2";

    private const string ChunksTakenSql = """
        UPDATE uhit_receipt SET chunk_count = $2, chunk_bytes = (SELECT COALESCE(SUM(length(content)), 0) FROM uhit_chunk WHERE receipt_id = $1) WHERE id = $1
        """;

    private const string TakeUsageSql = """
        DELETE FROM uhit_usage WHERE id IN (SELECT id FROM uhit_usage WHERE receipt_id = $1 AND ($2 IS NULL OR esi_id = $2) ORDER BY ordinal LIMIT $3)
        """;

    private const string UsageTakenSql =
        "UPDATE uhit_receipt SET usage_count = (SELECT COUNT(*) FROM uhit_usage WHERE receipt_id = $1) WHERE id = $1 RETURNING usage_count";

    private const string IsUsageLeftSql = "SELECT EXISTS (SELECT 1 FROM uhit_usage WHERE receipt_id = $1 AND ($2 IS NULL OR esi_id = $2))";

    private const string MarkMessageSql =
        "UPDATE uhit_message SET purged_at = COALESCE(purged_at, $2), room = CASE room WHEN 2 THEN 4 ELSE room END WHERE id = $1";

    private const string MarkInquirySql =
        "UPDATE uhit_inquiry SET purged_at = $3 WHERE client = $1 AND request_id = $2 AND purged_at IS NULL";

    public static PurgeObstacles Obstacles(SqliteSession session, long stream, ReceiptId? receipt, PurgeTerms terms)
    {
        var esiId = receipt is null ? terms.EsiId?.Value : null;
        return new PurgeObstacles(
            session.Number(RetentionQueries.WaitingSql(terms.Kinds), stream, receipt, esiId) ?? 0,
            session.Number(RetentionQueries.DeadLettersSql, stream, receipt, esiId) ?? 0);
    }

    public static PurgeStep PurgeMessage(SqliteSession session, ReceiptId receipt, PurgeTerms terms)
    {
        if (session.First(
            RetentionQueries.MessageSql,
            reader => new Row(
                reader.GetInt64(0),
                reader.GetString(1),
                reader.GetString(2),
                (InboxRoom)reader.GetInt32(3),
                reader.GetInt32(4),
                reader.GetInt32(5),
                reader.IsDBNull(6) ? null : reader.GetInt64(6)),
            receipt) is not { } row)
        {
            return PurgeStep.Nothing;
        }

        // What can't be adopted any more goes as a whole.
        var esiId = row.Room is InboxRoom.Inbox ? terms.EsiId : null;
        if (row.Stream is { } stream)
        {
            if (!TryClear(session, stream, terms.EsiId is null && row.RequestId.Length > 0 ? null : receipt, terms))
            {
                return PurgeStep.Held;
            }

            RedactEvents(session, stream, receipt, esiId);
        }

        session.Execute(MarkMessageSql, row.Id, terms.At);
        KeyRows.Drop(session, row.Id);
        session.Execute(MarkInquirySql, row.Client, row.RequestId, terms.At);
        return Take(session, row, esiId, terms.MaxRows) ? PurgeStep.Done : PurgeStep.More;
    }

    public static PurgeStep PurgeInquiry(SqliteSession session, string client, RequestId requestId, PurgeTerms terms)
    {
        if (InquiryRows.Find(session, client, requestId) is not { } inquiry)
        {
            return PurgeStep.Nothing;
        }

        if (session.Number(RetentionQueries.StreamSql, client, requestId.Value) is { } stream)
        {
            if (!TryClear(session, stream, null, terms))
            {
                return PurgeStep.Held;
            }

            RedactEvents(session, stream, null, terms.EsiId);
        }

        InquiryRows.Purge(session, inquiry, terms);
        return PurgeStep.Done;
    }

    public static int Forget(SqliteSession session, string client, DateTimeOffset before, int max)
    {
        var ids = session.Query(RetentionQueries.EmptySql, reader => reader.GetInt64(0), client, before, max);
        foreach (var id in ids)
        {
            session.Execute("DELETE FROM uhit_message WHERE id = $1", id);
            session.Execute("DELETE FROM uhit_receipt WHERE id = $1", id);
        }

        return ids.Count;
    }

    private static bool Take(SqliteSession session, Row row, EsiId? esiId, int max)
    {
        var chunks = Math.Max(0, row.Chunks - max);
        if (row.Chunks > 0)
        {
            session.Execute(TakeChunksSql, row.Id, chunks);
            session.Execute(ChunksTakenSql, row.Id, chunks);
        }

        // The body first: after a crash a message of an ESI ID is found again by its usage.
        if (chunks > 0)
        {
            return false;
        }

        if (row.Usage > 0)
        {
            session.Execute(TakeUsageSql, row.Id, esiId?.Value, max - row.Chunks);
        }

        if (session.Number(UsageTakenSql, row.Id) == 0)
        {
            session.Execute("UPDATE uhit_message SET has_content = 0 WHERE id = $1", row.Id);
            return true;
        }

        return session.Number(IsUsageLeftSql, row.Id, esiId?.Value) == 0;
    }

    private static bool TryClear(SqliteSession session, long stream, ReceiptId? receipt, PurgeTerms terms)
    {
        if (!terms.DiscardsWaiting)
        {
            return Obstacles(session, stream, receipt, terms).IsNone;
        }

        var esiId = receipt is null ? terms.EsiId?.Value : null;
        session.Execute(RetentionQueries.FinishSql, stream, receipt, esiId);
        session.Execute(RetentionQueries.SettleSql, stream, receipt, esiId);
        return true;
    }

    private static void RedactEvents(SqliteSession session, long stream, ReceiptId? receipt, EsiId? esiId)
    {
        foreach (var (sequence, content) in session.Query(
            RetentionQueries.EventsSql, (reader, protection) => (reader.GetInt64(0), reader.GetContent(1, protection)), stream, receipt))
        {
            var redacted = StoreRules.RedactContent(content, esiId);
            if (!content.Span.SequenceEqual(redacted))
            {
                var keyId = session.KeyId;
                session.Execute(
                    "UPDATE uhit_event SET content = $2, key_id = $3 WHERE sequence = $1",
                    sequence,
                    session.Protect(keyId, redacted),
                    keyId);
            }
        }
    }

    private sealed record Row(long Id, string Client, string RequestId, InboxRoom Room, int Chunks, int Usage, long? Stream);
}
