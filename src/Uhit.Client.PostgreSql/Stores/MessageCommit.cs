using Uhit.Client.PostgreSql.Connections;
using Uhit.Client.Relational;
using Uhit.Client.Store;

namespace Uhit.Client.PostgreSql.Stores;

/// <summary>Stores a message with its answer, the change of its inquiry and the events: two round trips and a commit.</summary>
internal static class MessageCommit
{
    public static async Task<InboxResult> RunAsync(
        PgSession session, InboxMessage message, byte[] identity, Func<InquiryRecord, InquiryChange?> change,
        CancellationToken cancellationToken)
    {
        var (inquiry, receipt, stored) = await ReadAsync(session, message, identity, cancellationToken).ConfigureAwait(false);
        if (stored is not null)
        {
            return new InboxResult(StoreRules.Compare(stored, message), stored);
        }

        if (message.Correlation is { } correlation && message.Header.RequestId == default)
        {
            (message, inquiry, stored) = await CorrelateAsync(session, message, correlation, cancellationToken).ConfigureAwait(false);
            if (stored is not null)
            {
                return new InboxResult(StoreRules.Compare(stored, message), stored);
            }

            identity = StoreRules.IdentityOf(message);
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

        var batch = session.Batch();
        await using (batch.ConfigureAwait(false))
        {
            if (inquiry is not null)
            {
                InquiryRows.Change(batch, inquiry, change);
            }
            else if (message.UnmatchedEvent is { } unmatched)
            {
                EventRows.Append(batch, message.Client, message.Environment, message.Header.RequestId, [unmatched]);
            }

            MessageRows.Insert(
                batch, receipt!.Id, identity, inquiry is null ? InboxRoom.Unmatched : InboxRoom.Inbox, message, unmatchedBytes);
            batch.Add(ReceiptRows.SetStateSql, receipt.Id, ReceiptState.Committed);
            await batch.ExecuteAsync(cancellationToken).ConfigureAwait(false);
        }

        return new InboxResult(inquiry is null ? InboxOutcome.Unmatched : InboxOutcome.Stored, message);
    }

    private static async Task<(InboxMessage Message, InquiryRow? Inquiry, InboxMessage? Stored)> CorrelateAsync(
        PgSession session, InboxMessage message, MessageCorrelation correlation, CancellationToken cancellationToken)
    {
        var (candidates, rows) = await KeyRows.FindAsync(
            session, message.Client, correlation.Search, holds: true, cancellationToken).ConfigureAwait(false);
        var copies = await CopiesAsync(session, message, candidates, cancellationToken).ConfigureAwait(false);
        var (found, stored) = StoreRules.Correlate(message, candidates, copies);
        return (found, rows.FirstOrDefault(row => row.Record.RequestId == found.Header.RequestId), stored);
    }

    /// <summary>What is stored under the identities that a message without RequestId has for each candidate.</summary>
    public static async Task<Func<byte[], InboxMessage?>> CopiesAsync(
        PgSession session, InboxMessage message, InquiryCandidates candidates, CancellationToken cancellationToken)
    {
        var copies = new Dictionary<string, InboxMessage>(StringComparer.Ordinal);
        foreach (var other in StoreRules.IdentitiesFor(message, candidates))
        {
            if (await session.FirstAsync(
                MessageRows.ByIdentitySql, MessageRow.Read, cancellationToken, other).ConfigureAwait(false) is { } copy)
            {
                copies[Convert.ToHexString(other)] = copy;
            }
        }

        return other => copies.GetValueOrDefault(Convert.ToHexString(other));
    }

    // The locks first: what follows them sees what others stored while we waited.
    private static async Task<(InquiryRow? Inquiry, ReceiptRow? Receipt, InboxMessage? Stored)> ReadAsync(
        PgSession session, InboxMessage message, byte[] identity, CancellationToken cancellationToken)
    {
        var batch = session.Batch();
        await using (batch.ConfigureAwait(false))
        {
            batch.Add(InquiryRows.LockSql, message.Client, message.Header.RequestId.Value)
                .Add(ReceiptRows.LockSql, message.Receipt)
                .Add(ReceiptRows.FindSql, message.Receipt)
                .Add(MessageRows.ByIdentitySql, identity);
            var reader = await batch.ReadAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                var inquiry = await reader.FirstAndNextAsync(
                    row => InquiryRow.Read(row, session.Protection), cancellationToken).ConfigureAwait(false);
                await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
                var receipt = await reader.FirstAndNextAsync(ReceiptRow.Read, cancellationToken).ConfigureAwait(false);
                var stored = await reader.FirstAndNextAsync(
                    row => MessageRow.Read(row, session.Protection), cancellationToken).ConfigureAwait(false);
                return (inquiry, receipt, stored);
            }
        }
    }
}
