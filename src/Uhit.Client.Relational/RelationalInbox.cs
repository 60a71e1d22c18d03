using System.Runtime.CompilerServices;
using Uhit.Client.Store;

namespace Uhit.Client.Relational;

/// <summary>Received callbacks. How they are spooled is each store's own.</summary>
internal abstract class RelationalInbox(IRelationalCore core, TimeProvider time) : ICallbackInbox
{
    public abstract Task AppendBodyAsync(
        ReceiptId receipt, int ordinal, ReadOnlyMemory<byte> chunk, CancellationToken cancellationToken = default);

    public abstract Task AppendUsageAsync(
        ReceiptId receipt, int ordinal, IReadOnlyList<PackedUsage> usage, CancellationToken cancellationToken = default);

    public abstract Task DiscardAsync(ReceiptId receipt, CancellationToken cancellationToken = default);

    public async Task<Stream> OpenBodyAsync(ReceiptId receipt, CancellationToken cancellationToken = default)
    {
        var row = await core.Reader.ReadAsync(
            (session, token) => session.FirstAsync(ReceiptRow.FindSql, ReceiptRow.Read, token, receipt),
            cancellationToken).ConfigureAwait(false);
        return row is not null
            ? new ChunkStream(
                core.Store,
                row.ChunkCount,
                ordinal => core.Reader.Read(ReceiptRow.ChunkSql, Chunk.Read, row.Id, ordinal),
                (ordinal, token) => core.Reader.ReadAsync(
                    (session, run) => session.FirstAsync(ReceiptRow.ChunkSql, Chunk.Read, run, row.Id, ordinal), token))
            : throw new UhitStoreException(
                $"No body is stored under the receipt {receipt}: it was discarded or swept.", isTransient: false);
    }

    public Task<InboxResult> CommitAsync(
        InboxMessage message, Func<InquiryRecord, InquiryChange?> change, CancellationToken cancellationToken = default)
    {
        var identity = StoreRules.IdentityOf(message);
        return core.Writer.WriteAsync(
            (session, token) => MessageCommit.RunAsync(session, message, identity, change, token), cancellationToken);
    }

    // The time is taken where the work begins: before it, it may wait for long.
    public async Task<bool> KeepUnreadableAsync(
        InboxEntry callback, RoomQuota quota, int? bodyChunks, CancellationToken cancellationToken = default)
    {
        var unreadable = StoreRules.ForUnreadable(callback);
        var isKept = await core.Writer.WriteAsync(
            (session, token) => UnreadableRows.KeepAsync(session, unreadable, quota, bodyChunks, time.GetUtcNow(), token),
            cancellationToken).ConfigureAwait(false);
        Freed(wipes: false);
        return isKept;
    }

    public Task<InboxMessage?> FindAsync(ReceiptId receipt, CancellationToken cancellationToken = default) => core.Reader.ReadAsync(
        (session, token) => session.FirstAsync(MessageRows.ByReceiptSql, MessageRows.Read, token, receipt), cancellationToken);

    public Task<InboxEntry?> FindEntryAsync(ReceiptId receipt, CancellationToken cancellationToken = default) =>
        core.Reader.ReadAsync((session, token) => EntryRows.FindAsync(session, receipt, token), cancellationToken);

    public Task<bool> AdoptAsync(
        ReceiptId receipt, Func<InquiryRecord, InquiryChange?> change, CancellationToken cancellationToken = default) =>
        core.Writer.WriteAsync((session, token) => UnmatchedRows.AdoptAsync(session, receipt, change, token), cancellationToken);

    public Task<RequestId?> AdoptCorrelatedAsync(
        ReceiptId receipt, InquirySearch correlation, Func<InquiryRecord, InquiryChange?> change,
        CancellationToken cancellationToken = default) =>
        core.Writer.WriteAsync(
            (session, token) => UnmatchedRows.AdoptCorrelatedAsync(session, receipt, correlation, change, token), cancellationToken);

    public async Task<bool> DiscardKeptAsync(ReceiptId receipt, DateTimeOffset at, CancellationToken cancellationToken = default)
    {
        var wasThere = await core.Writer.WriteAsync(
            async (session, token) => await UnmatchedRows.DiscardAsync(session, receipt, at, token).ConfigureAwait(false)
                || await UnreadableRows.DiscardAsync(session, receipt, token).ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false);
        Freed(wipes: wasThere);
        return wasThere;
    }

    // All at once: what waits here is little, and is gone once it is adopted.
    public IAsyncEnumerable<InboxEntry> ListAdoptableAsync(
        string client, RequestId? requestId, CancellationToken cancellationToken = default) =>
        Pages.ReadAsync<EntryRow>(
            int.MaxValue,
            (_, token) => core.Reader.ReadAsync((session, run) => EntryRows.AdoptableAsync(session, client, requestId, run), token),
            cancellationToken)
            .Select(row => row.Entry);

    public IAsyncEnumerable<InboxEntry> ListAsync(string? client, InboxRoom room, CancellationToken cancellationToken = default) =>
        Pages.ReadAsync<EntryRow>(
            EntryRows.PageSize, (last, token) => core.Reader.ReadAsync(
                (session, run) => EntryRows.PageAsync(session, client, room, last, run), token), cancellationToken)
            .Select(row => row.Entry);

    public IAsyncEnumerable<PackedUsage> ReadMessageUsageAsync(ReceiptId receipt, CancellationToken cancellationToken = default) =>
        ReadAsync(UsageRows.OfReceiptSql, [receipt], cancellationToken);

    public IAsyncEnumerable<PackedUsage> ReadUsageAsync(
        string client, RequestId requestId, CancellationToken cancellationToken = default) =>
        ReadAsync(UsageRows.OfInquirySql, [client, requestId.Value], cancellationToken);

    /// <summary>Something may have been taken away.</summary>
    protected virtual void Freed(bool wipes)
    {
    }

    // A line that was purged meanwhile is left out.
    private async IAsyncEnumerable<PackedUsage> ReadAsync(
        string sql, object?[] values, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var rows = await core.Reader.ReadAsync(
            (session, token) => session.QueryAsync(sql, reader => (reader.GetInt64(0), reader.GetInt32(1)), token, values),
            cancellationToken).ConfigureAwait(false);
        foreach (var part in UsageRows.Parts(rows))
        {
            var found = await core.Reader.ReadAsync(
                (session, token) => session.QueryAsync(
                    UsageRows.SomeSql, (reader, protection) => (Id: reader.GetInt64(10), Usage: UsageRows.Read(reader, protection)), token,
                    part),
                cancellationToken).ConfigureAwait(false);
            var usage = found.ToDictionary(row => row.Id, row => row.Usage);
            foreach (var id in part)
            {
                if (usage.TryGetValue(id, out var line))
                {
                    yield return line;
                }
            }
        }
    }
}
