using Uhit.Client.PostgreSql.Connections;
using Uhit.Client.Relational;
using Uhit.Client.Store;

namespace Uhit.Client.PostgreSql.Stores;

/// <summary>Messages of unknown inquiries: adopted, or thrown away.</summary>
internal static class UnmatchedRows
{
    public const string FindSql =
        "SELECT m.client, m.request_id FROM uhit.receipt r JOIN uhit.message m ON m.id = r.id WHERE r.receipt = $1 AND m.room = 2";

    // Both of two that adopt the same are here at most one after the other: they hold the inquiry.
    private const string MoveSql =
        "UPDATE uhit.message m SET room = 1 FROM uhit.receipt r WHERE r.receipt = $1 AND m.id = r.id AND m.room = 2";

    private const string HoldUnnamedSql = """
        SELECT m.id FROM uhit.receipt r JOIN uhit.message m ON m.id = r.id WHERE r.receipt = $1 AND m.room = 2 AND m.request_id = '' FOR NO KEY UPDATE OF m
        """;

    private const string DiscardSql = """
        UPDATE uhit.message m SET room = 4, has_content = false, body_chunks = 0, usage_left = 0, purged_at = coalesce(m.purged_at, $2)
        FROM uhit.receipt r WHERE r.receipt = $1 AND m.id = r.id AND m.room = 2
        RETURNING m.id
        """;

    /// <summary>Moves an unmatched message to the inquiry that it names.</summary>
    public static async Task<bool> AdoptAsync(
        PgSession session, ReceiptId receipt, Func<InquiryRecord, InquiryChange?> change, CancellationToken cancellationToken)
    {
        var unmatched = await session.QueryAsync(
            FindSql, reader => (Client: reader.GetString(0), RequestId: RequestId.FromStore(reader.GetString(1))), cancellationToken,
            receipt).ConfigureAwait(false);
        if (unmatched is not [var message]
            || await session.FirstAsync(
                InquiryRows.LockSql, InquiryRow.Read, cancellationToken, message.Client, message.RequestId.Value).ConfigureAwait(false)
                is not { } inquiry
            || await session.ExecuteAsync(MoveSql, cancellationToken, receipt).ConfigureAwait(false) == 0)
        {
            return false;
        }

        var batch = session.Batch();
        await using (batch.ConfigureAwait(false))
        {
            if (InquiryRows.Change(batch, inquiry, change) is not null)
            {
                await batch.ExecuteAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        return true;
    }

    /// <summary>Moves an unmatched message that names no inquiry to the one that is chosen.</summary>
    public static async Task<RequestId?> AdoptCorrelatedAsync(
        PgSession session, ReceiptId receipt, MessageCorrelation correlation, Func<InquiryRecord, InquiryChange?> change,
        CancellationToken cancellationToken)
    {
        // The inquiries first, as everybody holds them; then the message, which another may have moved while we waited.
        var waiting = await session.QueryAsync(FindSql, reader => reader.GetString(0), cancellationToken, receipt).ConfigureAwait(false);
        if (waiting is not [var client])
        {
            return null;
        }

        var (candidates, rows) = await KeyRows.FindAsync(
            session, client, correlation.Search, holds: true, cancellationToken).ConfigureAwait(false);
        if (await session.QueryAsync(
            HoldUnnamedSql, reader => reader.GetInt64(0), cancellationToken, receipt).ConfigureAwait(false) is not [var id]
            || await session.FirstAsync(
                MessageRows.ByReceiptSql, MessageRow.Read, cancellationToken, receipt).ConfigureAwait(false) is not { } message)
        {
            return null;
        }

        var copies = await MessageCommit.CopiesAsync(session, message, candidates, cancellationToken).ConfigureAwait(false);
        if (StoreRules.ForAdoption(message, correlation, candidates, copies) is not { } found
            || rows.FirstOrDefault(row => row.Record.RequestId == found.Header.RequestId) is not { } inquiry)
        {
            return null;
        }

        var batch = session.Batch();
        await using (batch.ConfigureAwait(false))
        {
            InquiryRows.Change(batch, inquiry, change);
            MessageRows.MoveTo(batch, id, StoreRules.IdentityOf(found), found);
            batch.Add(KeyRows.DropSql, id);
            await batch.ExecuteAsync(cancellationToken).ConfigureAwait(false);
        }

        return found.Header.RequestId;
    }

    /// <summary>Takes the content of an unmatched message away.</summary>
    public static async Task<bool> DiscardAsync(
        PgSession session, ReceiptId receipt, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (await session.QueryAsync(
            DiscardSql, reader => reader.GetInt64(0), cancellationToken, receipt, at).ConfigureAwait(false) is not [var id])
        {
            return false;
        }

        await session.ExecuteAsync(KeyRows.DropSql, cancellationToken, id).ConfigureAwait(false);
        await session.ExecuteAsync(ReceiptRows.DropBodySql, cancellationToken, id).ConfigureAwait(false);
        await session.ExecuteAsync(ReceiptRows.DropUsageSql, cancellationToken, id).ConfigureAwait(false);
        return true;
    }
}
