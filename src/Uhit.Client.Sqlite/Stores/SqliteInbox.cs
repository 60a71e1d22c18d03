using System.Runtime.CompilerServices;
using Uhit.Client.Relational;
using Uhit.Client.Sqlite.Connections;
using Uhit.Client.Store;

namespace Uhit.Client.Sqlite.Stores;

/// <summary>Received callbacks in SQLite.</summary>
internal sealed class SqliteInbox(SqliteCore core, TimeProvider time) : ICallbackInbox
{
    private const int PageSize = 128;

    // Times are taken inside the write: before it begins it may wait for long.
    public Task AppendBodyAsync(
        ReceiptId receipt, int ordinal, ReadOnlyMemory<byte> chunk, CancellationToken cancellationToken = default) =>
        core.Writer.WriteAsync(
            session => ReceiptRows.PutChunk(session, receipt, ordinal, chunk, time.GetUtcNow()), cancellationToken, chunk.Length);

    public async Task<Stream> OpenBodyAsync(ReceiptId receipt, CancellationToken cancellationToken = default)
    {
        var row = await core.Readers.ReadAsync(session => ReceiptRows.Find(session, receipt), cancellationToken).ConfigureAwait(false);
        return row is not null
            ? new ChunkStream(
                core.Path,
                row.ChunkCount,
                ordinal => core.Readers.Read(session => ReceiptRows.FindChunk(session, row.Id, ordinal)),
                (ordinal, token) => core.Readers.ReadAsync(session => ReceiptRows.FindChunk(session, row.Id, ordinal), token))
            : throw new UhitStoreException(
                $"No body is stored under the receipt {receipt}: it was discarded or swept.", isTransient: false);
    }

    public Task AppendUsageAsync(
        ReceiptId receipt, int ordinal, IReadOnlyList<PackedUsage> usage, CancellationToken cancellationToken = default) =>
            core.Writer.WriteAsync(
            session => ReceiptRows.PutUsage(session, receipt, ordinal, usage, time.GetUtcNow()), cancellationToken,
            usage.Sum(line => line.Content.Length));

    public Task<InboxResult> CommitAsync(
        InboxMessage message, Func<InquiryRecord, InquiryChange?> change, CancellationToken cancellationToken = default)
    {
        var identity = StoreRules.IdentityOf(message);
        return core.Writer.WriteAsync(session => Commit(session, message, identity, change), cancellationToken);
    }

    public Task<bool> KeepUnreadableAsync(UnreadableCallback callback, RoomQuota quota, CancellationToken cancellationToken = default) =>
        FreeAsync(session => UnreadableRows.Keep(session, callback, quota, time.GetUtcNow()), wipes: false, cancellationToken);

    public async Task DiscardAsync(ReceiptId receipt, CancellationToken cancellationToken = default)
    {
        PurgeStep step;
        do
        {
            step = await core.Writer.WriteAsync(
                session => ReceiptRows.DiscardSome(session, receipt, before: null), cancellationToken).ConfigureAwait(false);
        }
        while (step == PurgeStep.More);

        if (step == PurgeStep.Done)
        {
            core.Space.Ask(wipes: false);
        }
    }

    public Task<InboxMessage?> FindAsync(ReceiptId receipt, CancellationToken cancellationToken = default) =>
        core.Readers.ReadAsync(session => MessageRows.FindByReceipt(session, receipt), cancellationToken);

    public Task<InboxEntry?> FindEntryAsync(ReceiptId receipt, CancellationToken cancellationToken = default) =>
        core.Readers.ReadAsync(session => EntryRows.Find(session, receipt), cancellationToken);

    public Task<UnreadableCallback?> FindUnreadableAsync(ReceiptId receipt, CancellationToken cancellationToken = default) =>
        core.Readers.ReadAsync(session => UnreadableRows.Find(session, receipt), cancellationToken);

    public Task<bool> AdoptAsync(
        ReceiptId receipt, Func<InquiryRecord, InquiryChange?> change, CancellationToken cancellationToken = default) =>
        core.Writer.WriteAsync(session => MessageRows.Adopt(session, receipt, change), cancellationToken);

    public Task<RequestId?> AdoptCorrelatedAsync(
        ReceiptId receipt, MessageCorrelation correlation, Func<InquiryRecord, InquiryChange?> change,
        CancellationToken cancellationToken = default) =>
        core.Writer.WriteAsync(session => MessageRows.AdoptCorrelated(session, receipt, correlation, change), cancellationToken);

    public Task<bool> DiscardKeptAsync(ReceiptId receipt, DateTimeOffset at, CancellationToken cancellationToken = default) =>
        FreeAsync(
            session => MessageRows.Discard(session, receipt, at) || UnreadableRows.Discard(session, receipt),
            wipes: true,
            cancellationToken);

    // All at once: what waits here is little, and is gone once it is adopted.
    public IAsyncEnumerable<InboxEntry> ListAdoptableAsync(
        string client, RequestId? requestId, CancellationToken cancellationToken = default) =>
        Pages.ReadAsync<EntryRow>(
            int.MaxValue,
            (_, token) => core.Readers.ReadAsync(session => EntryRows.Adoptable(session, client, requestId), token),
            cancellationToken)
            .Select(row => row.Entry);

    public IAsyncEnumerable<InboxEntry> ListAsync(string? client, InboxRoom room, CancellationToken cancellationToken = default) =>
        Pages.ReadAsync<EntryRow>(
            PageSize, (last, token) => core.Readers.ReadAsync(session => EntryRows.Page(session, client, room, last, PageSize), token),
            cancellationToken)
            .Select(row => row.Entry);

    public IAsyncEnumerable<PackedUsage> ReadMessageUsageAsync(ReceiptId receipt, CancellationToken cancellationToken = default) =>
        ReadAsync(session => session.Query(UsageRows.OfReceiptSql, reader => reader.GetInt64(0), receipt), cancellationToken)
            .Select(line => line.Usage);

    public IAsyncEnumerable<StoredUsage> ReadUsageAsync(
        string client, RequestId requestId, CancellationToken cancellationToken = default) =>
        ReadAsync(
            session => session.Query(UsageRows.OfInquirySql, reader => reader.GetInt64(0), client, requestId.Value), cancellationToken);

    private async Task<bool> FreeAsync(Func<SqliteSession, bool> work, bool wipes, CancellationToken cancellationToken)
    {
        var result = await core.Writer.WriteAsync(work, cancellationToken).ConfigureAwait(false);
        core.Space.Ask(wipes && result);
        return result;
    }

    // A line that was purged meanwhile is left out.
    private async IAsyncEnumerable<StoredUsage> ReadAsync(
        Func<SqliteSession, List<long>> find, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var id in await core.Readers.ReadAsync(find, cancellationToken).ConfigureAwait(false))
        {
            if (await core.Readers.ReadAsync(
                session => session.First(UsageRows.OneSql, UsageRow.Read, id), cancellationToken).ConfigureAwait(false) is { } usage)
            {
                yield return usage;
            }
        }
    }

    private static InboxResult Commit(
        SqliteSession session, InboxMessage message, byte[] identity, Func<InquiryRecord, InquiryChange?> change)
    {
        if (MessageRows.FindByIdentity(session, identity) is { } stored)
        {
            return new InboxResult(StoreRules.Compare(stored, message), stored);
        }

        if (message.Correlation is { } correlation && message.Header.RequestId == default)
        {
            (message, var copy) = StoreRules.Correlate(
                message, KeyRows.Find(session, message.Client, correlation.Search), other => MessageRows.FindByIdentity(session, other));
            if (copy is not null)
            {
                return new InboxResult(StoreRules.Compare(copy, message), copy);
            }

            identity = StoreRules.IdentityOf(message);
        }

        var receipt = ReceiptRows.Find(session, message.Receipt);
        receipt?.RequireStaged();
        StoreRules.RequireStorable(message, receipt?.ChunkCount, receipt?.UsageCount);
        var inquiry = InquiryRows.Find(session, message.Client, message.Header.RequestId);
        var unmatchedBytes = inquiry is null ? RoomRows.BytesOf(session, receipt!) : 0;
        if (inquiry is null
            && message.UnmatchedQuota is { } quota
            && !quota.HasRoom(RoomRows.OfPeer(session, message.Client, message.Peer), unmatchedBytes))
        {
            return new InboxResult(InboxOutcome.RoomFull, message);
        }

        if (inquiry is not null)
        {
            InquiryRows.Change(session, inquiry, change, out _);
        }
        else if (message.UnmatchedEvent is { } unmatched)
        {
            EventRows.Append(session, message.Client, message.Environment, message.Header.RequestId, unmatched);
        }

        MessageRows.Insert(
            session, receipt!.Id, identity, inquiry is null ? InboxRoom.Unmatched : InboxRoom.Inbox, message, unmatchedBytes);
        ReceiptRows.SetState(session, receipt.Id, ReceiptState.Committed);
        return new InboxResult(inquiry is null ? InboxOutcome.Unmatched : InboxOutcome.Stored, message);
    }
}
