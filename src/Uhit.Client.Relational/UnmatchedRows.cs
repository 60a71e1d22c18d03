using Uhit.Client.Store;

namespace Uhit.Client.Relational;

/// <summary>Messages of unknown inquiries: adopted, or thrown away.</summary>
internal static class UnmatchedRows
{
    public const string FindSql = """
        SELECT m.id, m.client, m.request_id FROM uhit.receipt r JOIN uhit.message m ON m.id = r.id WHERE r.receipt = $1 AND m.room = 2
        """;

    // Both of two that adopt the same are here at most one after the other: they hold the inquiry.
    private const string MoveSql = "UPDATE uhit.message SET room = 1 WHERE id = $1 AND room = 2";

    private const string HoldUnnamedSql =
        "SELECT m.id FROM uhit.message m WHERE m.id = $1 AND m.room = 2 AND m.request_id = '' /*postgresql FOR NO KEY UPDATE OF m*/";

    private const string DiscardSql = "UPDATE uhit.message SET room = 4, purged_at = coalesce(purged_at, $2) WHERE id = $1 AND room = 2";

    /// <summary>Moves an unmatched message to the inquiry that it names.</summary>
    public static async Task<bool> AdoptAsync(
        RelationalSession session, ReceiptId receipt, Func<InquiryRecord, InquiryChange?> change, CancellationToken cancellationToken)
    {
        if (await FindAsync(session, receipt, cancellationToken).ConfigureAwait(false) is not { } message
            || await session.FirstAsync(
                InquiryRows.LockSql, InquiryRow.Read, cancellationToken, message.Client, message.RequestId.Value).ConfigureAwait(false)
                is not { } inquiry
            || await session.ExecuteAsync(MoveSql, cancellationToken, message.Id).ConfigureAwait(false) == 0)
        {
            return false;
        }

        if (InquiryRows.Change(session, inquiry, change) is { } changed)
        {
            await session.RunAsync([.. changed.Statements], cancellationToken).ConfigureAwait(false);
        }

        return true;
    }

    /// <summary>Moves an unmatched message that names no inquiry to the one that is chosen.</summary>
    public static async Task<RequestId?> AdoptCorrelatedAsync(
        RelationalSession session, ReceiptId receipt, InquirySearch correlation, Func<InquiryRecord, InquiryChange?> change,
        CancellationToken cancellationToken)
    {
        // The inquiries first, as everybody holds them; then the message, which another may have moved while we waited.
        if (await FindAsync(session, receipt, cancellationToken).ConfigureAwait(false) is not { } waiting)
        {
            return null;
        }

        var (rows, areNamed) = await KeyRows.FindAsync(
            session, waiting.Client, correlation, holds: true, cancellationToken).ConfigureAwait(false);
        if (await session.NumberAsync(HoldUnnamedSql, cancellationToken, waiting.Id).ConfigureAwait(false) is null
            || await session.FirstAsync(
                MessageRows.ByReceiptSql, MessageRows.Read, cancellationToken, receipt).ConfigureAwait(false) is not { } message)
        {
            return null;
        }

        var candidates = rows.Select(row => row.Record).ToList();
        var copies = await MessageCommit.CopiesAsync(session, message, candidates, cancellationToken).ConfigureAwait(false);
        if (StoreRules.ForAdoption(message, correlation, candidates, areNamed, copies) is not { } found
            || rows.FirstOrDefault(row => row.Record.RequestId == found.Header.RequestId) is not { } inquiry)
        {
            return null;
        }

        await session.RunAsync(
            [
                .. InquiryRows.Change(session, inquiry, change)?.Statements ?? [],
                MessageRows.MoveTo(session.Protection, waiting.Id, found),
                new Statement(KeyRows.DropSql, waiting.Id),
            ],
            cancellationToken).ConfigureAwait(false);
        return found.Header.RequestId;
    }

    /// <summary>Takes the content of an unmatched message away.</summary>
    public static async Task<bool> DiscardAsync(
        RelationalSession session, ReceiptId receipt, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (await FindAsync(session, receipt, cancellationToken).ConfigureAwait(false) is not { Id: var id }
            || await session.ExecuteAsync(DiscardSql, cancellationToken, id, at).ConfigureAwait(false) == 0)
        {
            return false;
        }

        await session.RunAsync(
            [
                new Statement(KeyRows.DropSql, id),
                new Statement(ReceiptRow.DropBodySql, id),
                new Statement(ReceiptRow.DropUsageSql, id),
                .. MessageRows.NoteLeft(id, 0, 0),
            ],
            cancellationToken).ConfigureAwait(false);
        return true;
    }

    private static Task<Unmatched?> FindAsync(RelationalSession session, ReceiptId receipt, CancellationToken cancellationToken) =>
        session.FirstAsync(
            FindSql, reader => new Unmatched(reader.GetInt64(0), reader.GetString(1), RequestId.FromStore(reader.GetString(2))),
            cancellationToken, receipt);

    private sealed record Unmatched(long Id, string Client, RequestId RequestId);
}
