using Npgsql;
using Uhit.Client.PostgreSql.Connections;
using Uhit.Client.Relational;
using Uhit.Client.Store;

namespace Uhit.Client.PostgreSql.Stores;

/// <summary>Takes content out of rows, so much in each transaction.</summary>
/// <remarks>Held in the order in which all others hold them: the inquiry, then the message, then the stream, then its events.</remarks>
internal static class PurgeRows
{
    public const string TakeChunksSql = "DELETE FROM uhit.chunk WHERE receipt_id = $1 AND ordinal >= $2";

    public const string TakeUsageSql = """
        DELETE FROM uhit.usage_line WHERE id IN (
          SELECT id FROM uhit.usage_line WHERE receipt_id = $1 AND ($2 IS NULL OR esi_id = $2) ORDER BY ordinal LIMIT $3)
        """;

    public const string LeftSql = """
        SELECT count(*)::int, count(*) FILTER (WHERE $2 IS NULL OR esi_id = $2)::int FROM uhit.usage_line WHERE receipt_id = $1
        """;

    private const string RedactSql = "UPDATE uhit.event SET content = $2, key_id = $3 WHERE sequence = $1";

    private const string MarkMessageSql = """
        UPDATE uhit.message SET purged_at = coalesce(purged_at, $2), room = CASE room WHEN 2 THEN 4 ELSE room END WHERE id = $1
        """;

    private const string TakenSql = "UPDATE uhit.message SET body_chunks = $2, usage_left = $3, has_content = $4 WHERE id = $1";

    private const string MarkInquirySql =
        "UPDATE uhit.inquiry SET purged_at = $3 WHERE client = $1 AND request_id = $2 AND purged_at IS NULL";

    public static async Task<PurgeObstacles> ObstaclesAsync(
        PgSession session, long stream, ReceiptId? receipt, PurgeTerms terms, CancellationToken cancellationToken)
    {
        var kinds = terms.Kinds.Select(kind => (int)kind).ToArray();
        var waiting = await session.QueryAsync(
            RetentionQueries.WaitingSql, reader => reader.GetInt64(0), cancellationToken, stream, PgValue.OrNull(receipt), EsiId(),
            kinds).ConfigureAwait(false);
        var dead = await session.QueryAsync(
            RetentionQueries.DeadLettersSql, reader => reader.GetInt64(0), cancellationToken, stream, PgValue.OrNull(receipt),
            EsiId()).ConfigureAwait(false);
        return new PurgeObstacles(waiting[0], dead[0]);

        // A parameter belongs to one command.
        NpgsqlParameter EsiId() => PgValue.OrNull(receipt is null ? terms.EsiId?.Value : null);
    }

    public static async Task<PurgeStep> PurgeMessageAsync(
        PgSession session, ReceiptId receipt, PurgeTerms terms, CancellationToken cancellationToken)
    {
        if (await session.FirstAsync(
            RetentionQueries.MessageSql, PurgedMessage.Read, cancellationToken, receipt).ConfigureAwait(false) is not { } found)
        {
            return PurgeStep.Nothing;
        }

        await session.QueryAsync(
            InquiryRows.LockSql, static _ => true, cancellationToken, found.Client, found.RequestId).ConfigureAwait(false);
        if (await session.FirstAsync(
            RetentionQueries.HoldMessageSql, PurgedMessage.Read, cancellationToken, receipt).ConfigureAwait(false) is not { } row)
        {
            return PurgeStep.Nothing;
        }

        // What can't be adopted any more goes as a whole.
        var esiId = row.Room is InboxRoom.Inbox ? terms.EsiId : null;
        if (await StreamAsync(session, row.Client, row.RequestId, cancellationToken).ConfigureAwait(false) is { } stream)
        {
            if (!await TryClearAsync(
                session,
                stream,
                terms.EsiId is null && row.RequestId.Length > 0 ? null : receipt,
                terms,
                cancellationToken).ConfigureAwait(false))
            {
                return PurgeStep.Held;
            }

            await RedactEventsAsync(session, stream, receipt, esiId, cancellationToken).ConfigureAwait(false);
        }

        await session.ExecuteAsync(MarkMessageSql, cancellationToken, row.Id, terms.At).ConfigureAwait(false);
        await session.ExecuteAsync(KeyRows.DropSql, cancellationToken, row.Id).ConfigureAwait(false);
        await session.ExecuteAsync(MarkInquirySql, cancellationToken, row.Client, row.RequestId, terms.At).ConfigureAwait(false);
        return await TakeAsync(session, row, esiId, terms.MaxRows, cancellationToken).ConfigureAwait(false)
            ? PurgeStep.Done
            : PurgeStep.More;
    }

    public static async Task<PurgeStep> PurgeInquiryAsync(
        PgSession session, string client, RequestId requestId, PurgeTerms terms, CancellationToken cancellationToken)
    {
        if (await session.FirstAsync(
            InquiryRows.LockSql, InquiryRow.Read, cancellationToken, client, requestId.Value).ConfigureAwait(false) is not { } inquiry)
        {
            return PurgeStep.Nothing;
        }

        if (await StreamAsync(session, client, requestId.Value, cancellationToken).ConfigureAwait(false) is { } stream)
        {
            if (!await TryClearAsync(session, stream, null, terms, cancellationToken).ConfigureAwait(false))
            {
                return PurgeStep.Held;
            }

            await RedactEventsAsync(session, stream, null, terms.EsiId, cancellationToken).ConfigureAwait(false);
        }

        var batch = session.Batch();
        await using (batch.ConfigureAwait(false))
        {
            InquiryRows.Purge(batch, inquiry, terms);
            await batch.ExecuteAsync(cancellationToken).ConfigureAwait(false);
        }

        return PurgeStep.Done;
    }

    public static async Task<int> ForgetAsync(
        PgSession session, string client, DateTimeOffset before, int max, CancellationToken cancellationToken)
    {
        var ids = await session.QueryAsync(
            RetentionQueries.EmptySql, reader => reader.GetInt64(0), cancellationToken, client, before, max).ConfigureAwait(false);
        await session.ExecuteAsync("DELETE FROM uhit.message WHERE id = ANY($1)", cancellationToken, ids.ToArray()).ConfigureAwait(false);
        await session.ExecuteAsync("DELETE FROM uhit.receipt WHERE id = ANY($1)", cancellationToken, ids.ToArray()).ConfigureAwait(false);
        return ids.Count;
    }

    private static async Task<bool> TakeAsync(
        PgSession session, PurgedMessage row, EsiId? esiId, int max, CancellationToken cancellationToken)
    {
        var chunks = Math.Max(0, row.Chunks - max);
        if (row.Chunks > 0)
        {
            await session.ExecuteAsync(TakeChunksSql, cancellationToken, row.Id, chunks).ConfigureAwait(false);
        }

        // The body first: after a crash a message of an ESI ID is found again by its usage.
        if (chunks == 0 && row.Usage > 0 && max > row.Chunks)
        {
            await session.ExecuteAsync(
                TakeUsageSql, cancellationToken, row.Id, PgValue.OrNull(esiId?.Value), max - row.Chunks).ConfigureAwait(false);
        }

        var left = (await session.QueryAsync(
            LeftSql, reader => (All: reader.GetInt32(0), Meant: reader.GetInt32(1)), cancellationToken, row.Id,
            PgValue.OrNull(esiId?.Value)).ConfigureAwait(false))[0];
        await session.ExecuteAsync(TakenSql, cancellationToken, row.Id, chunks, left.All, chunks > 0 || left.All > 0).ConfigureAwait(false);
        return chunks == 0 && left.Meant == 0;
    }

    private static async Task<long?> StreamAsync(PgSession session, string client, string requestId, CancellationToken cancellationToken) =>
        await session.QueryAsync(
            RetentionQueries.HoldStreamSql,
            reader => reader.GetInt64(0),
            cancellationToken,
            client,
            requestId).ConfigureAwait(false) is [var id]
            ? id
            : null;

    private static async Task<bool> TryClearAsync(
        PgSession session, long stream, ReceiptId? receipt, PurgeTerms terms, CancellationToken cancellationToken)
    {
        // A handler at work in its transaction holds its event: what is in the way anyhow waits for none.
        if (!terms.DiscardsWaiting && !await IsFreeAsync().ConfigureAwait(false))
        {
            return false;
        }

        await session.QueryAsync(
            RetentionQueries.HoldEventsSql,
            static _ => true,
            cancellationToken,
            stream,
            PgValue.OrNull(receipt),
            EsiId()).ConfigureAwait(false);
        if (!terms.DiscardsWaiting)
        {
            return await IsFreeAsync().ConfigureAwait(false);
        }

        foreach (var sql in new[] { RetentionQueries.FinishSql, RetentionQueries.SettleSql })
        {
            await session.ExecuteAsync(sql, cancellationToken, stream, PgValue.OrNull(receipt), EsiId()).ConfigureAwait(false);
        }

        return true;

        NpgsqlParameter EsiId() => PgValue.OrNull(receipt is null ? terms.EsiId?.Value : null);

        async Task<bool> IsFreeAsync() =>
            (await ObstaclesAsync(session, stream, receipt, terms, cancellationToken).ConfigureAwait(false)).IsNone;
    }

    private static async Task RedactEventsAsync(
        PgSession session, long stream, ReceiptId? receipt, EsiId? esiId, CancellationToken cancellationToken)
    {
        var events = await session.QueryAsync(
            RetentionQueries.EventsSql, (reader, protection) => (Sequence: reader.GetInt64(0), Content: reader.GetContent(1, protection)),
            cancellationToken, stream, PgValue.OrNull(receipt))
            .ConfigureAwait(false);
        foreach (var (sequence, content) in events)
        {
            var redacted = StoreRules.RedactContent(content, esiId);
            if (!content.Span.SequenceEqual(redacted))
            {
                var keyId = session.KeyId;
                await session.ExecuteAsync(
                    RedactSql, cancellationToken, sequence, session.Protect(keyId, redacted), PgValue.OrNull(keyId)).ConfigureAwait(false);
            }
        }
    }
}
