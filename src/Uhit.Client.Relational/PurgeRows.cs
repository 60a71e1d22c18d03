using System.Data.Common;
using Uhit.Client.Store;

namespace Uhit.Client.Relational;

/// <summary>Takes content out of rows, so much in each transaction.</summary>
/// <remarks>Held in the order in which all others hold them: the inquiry, then the message, then the stream, then its events.</remarks>
internal static class PurgeRows
{
    public const string TakeChunksSql = "DELETE FROM uhit.chunk WHERE receipt_id = $1 AND ordinal >= $2";

    public const string TakeUsageSql = """
        DELETE FROM uhit.usage_line WHERE id IN (
          SELECT id FROM uhit.usage_line WHERE receipt_id = $1 AND ($2 IS NULL OR esi_id = $2) ORDER BY ordinal LIMIT $3)
        """;

    public const string LeftSql =
        "SELECT count(*), count(*) FILTER (WHERE $2 IS NULL OR esi_id = $2) FROM uhit.usage_line WHERE receipt_id = $1";

    private const string RedactSql = "UPDATE uhit.event SET content = $2, key_id = $3 WHERE sequence = $1";

    private const string MarkMessageSql =
        "UPDATE uhit.message SET purged_at = coalesce(purged_at, $2), room = CASE room WHEN 2 THEN 4 ELSE room END WHERE id = $1";

    private const string MarkInquirySql =
        "UPDATE uhit.inquiry SET purged_at = $3 WHERE client = $1 AND request_id = $2 AND purged_at IS NULL";

    public static async Task<(long WaitingEvents, long DeadLetters)> ObstaclesAsync(
        RelationalSession session, long stream, ReceiptId? receipt, PurgeTerms terms, CancellationToken cancellationToken)
    {
        var values = Meant(stream, receipt, terms);
        return (
            await session.NumberAsync(RetentionQueries.WaitingSql(terms.Kinds), cancellationToken, values).ConfigureAwait(false) ?? 0,
            await session.NumberAsync(RetentionQueries.DeadLettersSql, cancellationToken, values).ConfigureAwait(false) ?? 0);
    }

    public static async Task<PurgeOutcome> PurgeMessageAsync(
        RelationalSession session, ReceiptId receipt, PurgeTerms terms, CancellationToken cancellationToken)
    {
        if (await session.FirstAsync(
            RetentionQueries.MessageSql, Message.Read, cancellationToken, receipt).ConfigureAwait(false) is not { } found)
        {
            return PurgeOutcome.NothingFound;
        }

        await session.QueryAsync(
            InquiryRows.LockSql, static _ => true, cancellationToken, found.Client, found.RequestId.Value).ConfigureAwait(false);
        if (await session.FirstAsync(
            RetentionQueries.HoldMessageSql, Message.Read, cancellationToken, receipt).ConfigureAwait(false) is not { } row)
        {
            return PurgeOutcome.NothingFound;
        }

        var esiId = StoreRules.PurgedEsiId(row.Room, terms);
        if (await StreamAsync(session, row.Client, row.RequestId, cancellationToken).ConfigureAwait(false) is { } stream)
        {
            var holding = StoreRules.IsHeldByOwnEventsAlone(row.RequestId, terms) ? receipt : default(ReceiptId?);
            if (!await TryClearAsync(session, stream, holding, terms, cancellationToken).ConfigureAwait(false))
            {
                return PurgeOutcome.Held;
            }

            await RedactEventsAsync(session, stream, receipt, esiId, cancellationToken).ConfigureAwait(false);
        }

        await session.RunAsync(
            [
                new Statement(MarkMessageSql, row.Id, terms.At),
                new Statement(KeyRows.DropSql, row.Id),
                new Statement(MarkInquirySql, row.Client, row.RequestId.Value, terms.At),
            ],
            cancellationToken).ConfigureAwait(false);
        return await TakeAsync(session, row, esiId, terms, cancellationToken).ConfigureAwait(false)
            ? PurgeOutcome.Purged
            : PurgeOutcome.More;
    }

    public static async Task<PurgeOutcome> PurgeInquiryAsync(
        RelationalSession session, RequestId requestId, PurgeTerms terms, CancellationToken cancellationToken)
    {
        if (await session.FirstAsync(
            InquiryRows.LockSql, InquiryRow.Read, cancellationToken, terms.Client,
            requestId.Value).ConfigureAwait(false) is not { } inquiry)
        {
            return PurgeOutcome.NothingFound;
        }

        if (await StreamAsync(session, terms.Client, requestId, cancellationToken).ConfigureAwait(false) is { } stream)
        {
            if (!await TryClearAsync(session, stream, null, terms, cancellationToken).ConfigureAwait(false))
            {
                return PurgeOutcome.Held;
            }

            await RedactEventsAsync(session, stream, null, terms.EsiId, cancellationToken).ConfigureAwait(false);
        }

        await session.RunAsync([InquiryRows.Purge(session.Protection, inquiry, terms)], cancellationToken).ConfigureAwait(false);
        return PurgeOutcome.Purged;
    }

    public static async Task<int> ForgetAsync(
        RelationalSession session, string client, DateTimeOffset before, int max, CancellationToken cancellationToken)
    {
        var ids = await session.QueryAsync(
            RetentionQueries.EmptySql, reader => reader.GetInt64(0), cancellationToken, client, before, max).ConfigureAwait(false);
        await session.RunAsync(
            [
                .. ids.Select(id => new Statement("DELETE FROM uhit.message WHERE id = $1", id)),
                .. ids.Select(id => new Statement("DELETE FROM uhit.receipt WHERE id = $1", id)),
            ],
            cancellationToken).ConfigureAwait(false);
        return ids.Count;
    }

    private static async Task<bool> TakeAsync(
        RelationalSession session, Message row, EsiId? esiId, PurgeTerms terms, CancellationToken cancellationToken)
    {
        var (chunks, lines) = StoreRules.NextOfPurge(row.Chunks, terms);
        if (row.Chunks > 0)
        {
            await session.ExecuteAsync(TakeChunksSql, cancellationToken, row.Id, chunks).ConfigureAwait(false);
        }

        if (row.Usage > 0 && lines > 0)
        {
            await session.ExecuteAsync(
                TakeUsageSql, cancellationToken, row.Id, Sql.OrNull(esiId?.Value), lines).ConfigureAwait(false);
        }

        var left = (await session.QueryAsync(
            LeftSql, reader => (All: reader.GetInt64(0), Meant: reader.GetInt64(1)), cancellationToken, row.Id,
            Sql.OrNull(esiId?.Value)).ConfigureAwait(false))[0];
        await session.RunAsync(MessageRows.NoteLeft(row.Id, chunks, left.All), cancellationToken).ConfigureAwait(false);
        return chunks == 0 && left.Meant == 0;
    }

    private static Task<long?> StreamAsync(
        RelationalSession session, string client, RequestId requestId, CancellationToken cancellationToken) =>
        session.NumberAsync(RetentionQueries.HoldStreamSql, cancellationToken, client, requestId.Value);

    private static async Task<bool> TryClearAsync(
        RelationalSession session, long stream, ReceiptId? receipt, PurgeTerms terms, CancellationToken cancellationToken)
    {
        // A handler at work in its transaction holds its event: what is in the way anyhow waits for none.
        if (!terms.DiscardsWaiting && !await IsFreeAsync().ConfigureAwait(false))
        {
            return false;
        }

        var values = Meant(stream, receipt, terms);
        await session.QueryAsync(RetentionQueries.HoldEventsSql, static _ => true, cancellationToken, values).ConfigureAwait(false);
        if (!terms.DiscardsWaiting)
        {
            return await IsFreeAsync().ConfigureAwait(false);
        }

        await session.RunAsync(
            [new Statement(RetentionQueries.FinishSql, values), new Statement(RetentionQueries.SettleSql, values)],
            cancellationToken).ConfigureAwait(false);
        return true;

        async Task<bool> IsFreeAsync() =>
            await ObstaclesAsync(session, stream, receipt, terms, cancellationToken).ConfigureAwait(false) is (0, 0);
    }

    private static async Task RedactEventsAsync(
        RelationalSession session, long stream, ReceiptId? receipt, EsiId? esiId, CancellationToken cancellationToken)
    {
        var events = await session.QueryAsync(
            RetentionQueries.EventsSql, (reader, protection) => (Sequence: reader.GetInt64(0), Content: reader.GetContent(1, protection)),
            cancellationToken, stream, Sql.OrNull(receipt)).ConfigureAwait(false);
        foreach (var (sequence, content) in events)
        {
            var redacted = StoreRules.RedactContent(content, esiId);
            if (!content.Span.SequenceEqual(redacted))
            {
                var keyId = session.KeyId;
                await session.ExecuteAsync(
                    RedactSql, cancellationToken, sequence, session.Protect(keyId, redacted), Sql.OrNull(keyId)).ConfigureAwait(false);
            }
        }
    }

    private static object?[] Meant(long stream, ReceiptId? receipt, PurgeTerms terms) =>
        [stream, Sql.OrNull(receipt), Sql.OrNull(receipt is null ? terms.EsiId?.Value : null)];

    /// <summary>A message that is purged, and how much of it is there.</summary>
    private sealed record Message(long Id, string Client, RequestId RequestId, InboxRoom Room, int Chunks, int Usage)
    {
        public static Message Read(DbDataReader reader) => new(
            reader.GetInt64(0), reader.GetString(1), RequestId.FromStore(reader.GetString(2)), (InboxRoom)reader.GetInt32(3),
            reader.GetInt32(4), reader.GetInt32(5));
    }
}
