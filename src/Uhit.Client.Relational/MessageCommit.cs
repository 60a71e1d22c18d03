using Uhit.Client.Store;

namespace Uhit.Client.Relational;

/// <summary>Stores a message with its answer, the change of its inquiry and the events: two round trips and a commit.</summary>
internal static class MessageCommit
{
    public static async Task<InboxResult> RunAsync(
        RelationalSession session, InboxMessage message, byte[] identity, Func<InquiryRecord, InquiryChange?> change,
        CancellationToken cancellationToken)
    {
        var (inquiry, receipt, stored) = await ReadAsync(session, message, identity, cancellationToken).ConfigureAwait(false);
        if (stored is null && message.Correlation is { } correlation && message.Header.RequestId == default)
        {
            (message, inquiry, stored) = await CorrelateAsync(session, message, correlation, cancellationToken).ConfigureAwait(false);
            identity = StoreRules.IdentityOf(message);
        }

        if (stored is not null)
        {
            return new InboxResult(StoreRules.Compare(stored, message), stored);
        }

        receipt?.RequireStaged();
        StoreRules.RequireStorable(message, receipt?.ChunkCount, receipt?.UsageCount);
        var unmatchedBytes = inquiry is null ? await RoomRows.BytesOfAsync(session, receipt!, cancellationToken).ConfigureAwait(false) : 0;
        if (inquiry is null && message.UnmatchedQuota is { } quota
            && !quota.HasRoom(
                await RoomRows.HoldAsync(session, message.Client, message.Peer, cancellationToken).ConfigureAwait(false), unmatchedBytes))
        {
            return new InboxResult(InboxOutcome.RoomFull, message);
        }

        await session.RunAsync(
            [
                .. Told(session, message, inquiry, change),
                .. MessageRows.Insert(
                    session.Protection, receipt!.Id, identity, inquiry is null ? InboxRoom.Unmatched : InboxRoom.Inbox, message,
                    unmatchedBytes),
                new Statement(ReceiptRow.SetStateSql, receipt.Id, ReceiptState.Committed),
            ],
            cancellationToken).ConfigureAwait(false);
        return new InboxResult(inquiry is null ? InboxOutcome.Unmatched : InboxOutcome.Stored, message);
    }

    /// <summary>What is stored under the identities that a message without RequestId has for each candidate.</summary>
    public static async Task<Func<byte[], InboxMessage?>> CopiesAsync(
        RelationalSession session, InboxMessage message, IReadOnlyList<InquiryRecord> candidates, CancellationToken cancellationToken)
    {
        var copies = new Dictionary<string, InboxMessage>(StringComparer.Ordinal);
        foreach (var other in StoreRules.IdentitiesFor(message, candidates))
        {
            if (await session.FirstAsync(
                MessageRows.ByIdentitySql, MessageRows.Read, cancellationToken, other).ConfigureAwait(false) is { } copy)
            {
                copies[Convert.ToHexString(other)] = copy;
            }
        }

        return other => copies.GetValueOrDefault(Convert.ToHexString(other));
    }

    private static IEnumerable<Statement> Told(
        RelationalSession session, InboxMessage message, InquiryRow? inquiry, Func<InquiryRecord, InquiryChange?> change)
    {
        if (inquiry is not null)
        {
            return InquiryRows.Change(session, inquiry, change)?.Statements ?? [];
        }

        return message.UnmatchedEvent is { } unmatched
            ? EventRows.Append(session, message.Client, message.Environment, message.Header.RequestId, [unmatched])
            : [];
    }

    private static async Task<(InboxMessage Message, InquiryRow? Inquiry, InboxMessage? Stored)> CorrelateAsync(
        RelationalSession session, InboxMessage message, InquirySearch correlation, CancellationToken cancellationToken)
    {
        var (rows, areNamed) = await KeyRows.FindAsync(
            session, message.Client, correlation, holds: true, cancellationToken).ConfigureAwait(false);
        var candidates = rows.Select(row => row.Record).ToList();
        var copies = await CopiesAsync(session, message, candidates, cancellationToken).ConfigureAwait(false);
        var (found, stored) = StoreRules.Correlate(message, candidates, areNamed, copies);
        return (found, rows.FirstOrDefault(row => row.Record.RequestId == found.Header.RequestId), stored);
    }

    // The locks first: what follows them sees what others stored while we waited.
    private static async Task<(InquiryRow? Inquiry, ReceiptRow? Receipt, InboxMessage? Stored)> ReadAsync(
        RelationalSession session, InboxMessage message, byte[] identity, CancellationToken cancellationToken)
    {
        InquiryRow? inquiry = null;
        ReceiptRow? receipt = null;
        InboxMessage? stored = null;
        await session.ReadAsync(
            [
                (new Statement(InquiryRows.LockSql, message.Client, message.Header.RequestId.Value),
                    row => inquiry = InquiryRow.Read(row, session.Protection)),
                (new Statement(ReceiptRow.LockSql, message.Receipt), static _ => { }),
                (new Statement(ReceiptRow.FindSql, message.Receipt), row => receipt = ReceiptRow.Read(row)),
                (new Statement(MessageRows.ByIdentitySql, identity), row => stored = MessageRows.Read(row, session.Protection)),
            ],
            cancellationToken).ConfigureAwait(false);
        return (inquiry, receipt, stored);
    }
}
