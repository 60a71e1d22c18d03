using System.Runtime.CompilerServices;
using Uhit.Client.Inquiries;
using Uhit.Client.PostgreSql.Connections;
using Uhit.Client.Store;

namespace Uhit.Client.PostgreSql.Stores;

/// <summary>Received callbacks in PostgreSQL.</summary>
internal sealed class PostgreSqlInbox(PostgreSqlCore core, TimeProvider time) : ICallbackInbox
{
    // Times are taken where the work begins: before it, it may wait for a connection.
    public Task AppendBodyAsync(ReceiptId receipt, int ordinal, ReadOnlyMemory<byte> chunk, CancellationToken cancellationToken = default) => core.RunAsync(
        (session, token) => ReceiptRows.PutChunkAsync(session, receipt, ordinal, chunk, time.GetUtcNow(), token), cancellationToken);

    public async Task<Stream> OpenBodyAsync(ReceiptId receipt, CancellationToken cancellationToken = default)
    {
        var row = await core.RunAsync(
            (session, token) => session.FirstAsync(ReceiptRows.FindSql, ReceiptRows.Read, token, receipt), cancellationToken).ConfigureAwait(false);
        return row is not null
            ? new ChunkStream(core, row.Id, row.ChunkCount)
            : throw new UhitStoreException($"No body is stored under the receipt {receipt}: it was discarded or swept.", isTransient: false);
    }

    public Task AppendUsageAsync(ReceiptId receipt, int ordinal, PackedUsage usage, CancellationToken cancellationToken = default) => core.RunAsync(
        (session, token) => ReceiptRows.PutUsageAsync(session, receipt, ordinal, usage, time.GetUtcNow(), token), cancellationToken);

    public Task<InboxResult> CommitAsync(
        InboxMessage message, Func<InquiryRecord, InquiryChange?> change, CancellationToken cancellationToken = default)
    {
        var identity = MessageIdentity.Of(message);
        return core.TransactAsync((session, token) => MessageCommit.RunAsync(session, message, identity, change, token), cancellationToken);
    }

    public Task<bool> KeepUnreadableAsync(UnreadableCallback callback, long maxBytes, int maxEntries, CancellationToken cancellationToken = default) =>
        core.TransactAsync(
            (session, token) => UnreadableRows.KeepAsync(session, callback, maxBytes, maxEntries, time.GetUtcNow(), token), cancellationToken);

    public Task DiscardAsync(ReceiptId receipt, CancellationToken cancellationToken = default) =>
        core.RunAsync((session, token) => session.ExecuteAsync(ReceiptRows.DiscardSql, token, receipt), cancellationToken);

    public Task<InboxMessage?> FindAsync(ReceiptId receipt, CancellationToken cancellationToken = default) => core.RunAsync(
        (session, token) => session.FirstAsync(MessageRows.ByReceiptSql, MessageRows.Read, token, receipt), cancellationToken);

    public Task<InboxEntry?> FindEntryAsync(ReceiptId receipt, CancellationToken cancellationToken = default) =>
        core.RunAsync((session, token) => EntryRows.FindAsync(session, receipt, token), cancellationToken);

    public Task<UnreadableCallback?> FindUnreadableAsync(ReceiptId receipt, CancellationToken cancellationToken = default) =>
        core.RunAsync((session, token) => UnreadableRows.FindAsync(session, receipt, token), cancellationToken);

    public Task<bool> AdoptAsync(ReceiptId receipt, Func<InquiryRecord, InquiryChange?> change, CancellationToken cancellationToken = default) =>
        core.TransactAsync((session, token) => UnmatchedRows.AdoptAsync(session, receipt, change, token), cancellationToken);

    public Task<bool> DiscardKeptAsync(ReceiptId receipt, DateTimeOffset at, CancellationToken cancellationToken = default) => core.TransactAsync(
        async (session, token) => await UnmatchedRows.DiscardAsync(session, receipt, at, token).ConfigureAwait(false)
            || await UnreadableRows.DiscardAsync(session, receipt, token).ConfigureAwait(false),
        cancellationToken);

    // All at once: what waits here is little, and is gone once it is adopted.
    public async IAsyncEnumerable<InboxEntry> ListAdoptableAsync(
        string client, RequestId? requestId, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var entries = await core.RunAsync(
            (session, token) => requestId is { } id
                ? session.QueryAsync(EntryRows.AdoptableOfInquirySql, EntryRows.Read, token, client, id.Value)
                : session.QueryAsync(EntryRows.AdoptableSql, EntryRows.Read, token, client),
            cancellationToken).ConfigureAwait(false);
        foreach (var entry in entries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return entry;
        }
    }

    public async IAsyncEnumerable<InboxEntry> ListAsync(
        string? client, InboxRoom room, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var after = (ReceivedAt: long.MinValue, Id: long.MinValue);
        List<(long Id, InboxEntry Entry)> page;
        do
        {
            var last = after;
            page = await core.RunAsync((session, token) => EntryRows.PageAsync(session, client, room, last, token), cancellationToken).ConfigureAwait(false);
            foreach (var (id, entry) in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return entry;
                after = (entry.ReceivedAt.UtcTicks, id);
            }
        }
        while (page.Count == EntryRows.PageSize);
    }

    public async IAsyncEnumerable<PackedUsage> ReadMessageUsageAsync(ReceiptId receipt, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var usage in ReadAsync(UsageRows.OfReceiptSql, [receipt], cancellationToken).ConfigureAwait(false))
        {
            yield return usage.Usage;
        }
    }

    public IAsyncEnumerable<StoredUsage> ReadUsageAsync(string client, RequestId requestId, CancellationToken cancellationToken = default) =>
        ReadAsync(UsageRows.OfInquirySql, [client, requestId.Value], cancellationToken);

    // A line that was purged meanwhile is left out.
    private async IAsyncEnumerable<StoredUsage> ReadAsync(string sql, object?[] values, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var ids = await core.RunAsync((session, token) => session.QueryAsync(sql, reader => reader.GetInt64(0), token, values), cancellationToken).ConfigureAwait(false);
        foreach (var id in ids)
        {
            if (await core.RunAsync((session, token) => session.FirstAsync(UsageRows.OneSql, UsageRows.Read, token, id), cancellationToken).ConfigureAwait(false)
                is { } usage)
            {
                yield return usage;
            }
        }
    }
}
