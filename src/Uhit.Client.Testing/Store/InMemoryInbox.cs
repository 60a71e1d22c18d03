using System.Runtime.CompilerServices;
using Uhit.Client.Store;

namespace Uhit.Client.Testing.Store;

/// <summary>Received callbacks in memory.</summary>
internal sealed class InMemoryInbox(InMemoryState state, TimeProvider time) : ICallbackInbox
{
    public Task AppendBodyAsync(
        ReceiptId receipt, int ordinal, ReadOnlyMemory<byte> chunk, CancellationToken cancellationToken = default) =>
        state.RunAsync(
            () => InMemoryReceipt.Put(Appended(receipt).Chunks, ordinal, chunk.ToArray()), cancellationToken);

    public Task<Stream> OpenBodyAsync(ReceiptId receipt, CancellationToken cancellationToken = default) => state.RunAsync<Stream>(
        () => state.Receipts.TryGetValue(receipt, out var known)
            ? new MemoryStream(known.Chunks.SelectMany(chunk => chunk).ToArray(), writable: false)
            : throw new UhitStoreException(
                $"No body is stored under the receipt {receipt}: it was discarded or swept.", isTransient: false),
        cancellationToken);

    public Task AppendUsageAsync(
        ReceiptId receipt, int ordinal, IReadOnlyList<PackedUsage> usage, CancellationToken cancellationToken = default) => state.RunAsync(
        () =>
        {
            for (var i = 0; i < usage.Count; i++)
            {
                InMemoryReceipt.Put(Appended(receipt).Usage, ordinal + i, usage[i] with { Content = usage[i].Content.ToArray() });
            }
        },
        cancellationToken);

    public Task<InboxResult> CommitAsync(
        InboxMessage message, Func<InquiryRecord, InquiryChange?> change, CancellationToken cancellationToken = default) => state.RunAsync(
        () => Commit(message, change), cancellationToken);

    public Task<bool> KeepUnreadableAsync(
        InboxEntry callback, RoomQuota quota, int? bodyChunks, CancellationToken cancellationToken = default) =>
        state.RunAsync(
            () => Keep(StoreRules.ForUnreadable(callback), quota, bodyChunks), cancellationToken);

    public Task DiscardAsync(ReceiptId receipt, CancellationToken cancellationToken = default) => state.RunAsync(
        () =>
        {
            if (state.Receipts.TryGetValue(receipt, out var known) && known.IsStaged)
            {
                state.Receipts.Remove(receipt);
            }
        },
        cancellationToken);

    public Task<InboxMessage?> FindAsync(ReceiptId receipt, CancellationToken cancellationToken = default) => state.RunAsync(
        () => state.Receipts.GetValueOrDefault(receipt)?.Message, cancellationToken);

    public Task<InboxEntry?> FindEntryAsync(ReceiptId receipt, CancellationToken cancellationToken = default) => state.RunAsync(
        () => state.Receipts.GetValueOrDefault(receipt) is { IsStaged: false } known ? InMemoryEntries.Of(known) : null, cancellationToken);

    public Task<bool> AdoptAsync(
        ReceiptId receipt, Func<InquiryRecord, InquiryChange?> change, CancellationToken cancellationToken = default) =>
        state.RunAsync(
            () =>
            {
                if (state.Receipts.GetValueOrDefault(receipt) is not { Room: InboxRoom.Unmatched } known
                    || state.IndexOf(known.Message!.Client, known.Message.Header.RequestId) is not (>= 0 and var index))
                {
                    return false;
                }

                state.Change(index, change, out _);
                known.IsUnmatched = false;
                return true;
            },
            cancellationToken);

    public Task<RequestId?> AdoptCorrelatedAsync(
        ReceiptId receipt, InquirySearch correlation, Func<InquiryRecord, InquiryChange?> change,
        CancellationToken cancellationToken = default) =>
            state.RunAsync(
            () => AdoptCorrelated(receipt, correlation, change), cancellationToken);

    public Task<bool> DiscardKeptAsync(ReceiptId receipt, DateTimeOffset at, CancellationToken cancellationToken = default) =>
        state.RunAsync(
            () =>
            {
                switch (state.Receipts.GetValueOrDefault(receipt))
                {
                    case { Room: InboxRoom.Unmatched, Message: not null } unmatched:
                        unmatched.MarkPurged(at);
                        unmatched.Take(
                            esiId: null,
                            new PurgeTerms { Client = unmatched.Message!.Client, At = at, Kinds = [], MaxRows = int.MaxValue });
                        return true;
                    case { Unreadable: not null }:
                        return state.Receipts.Remove(receipt);
                    default:
                        return false;
                }
            },
            cancellationToken);

    public IAsyncEnumerable<InboxEntry> ListAdoptableAsync(
        string client, RequestId? requestId, CancellationToken cancellationToken = default) =>
        ListAsync(client, InboxRoom.Unmatched, entry => IsAdoptable(client, entry, requestId), cancellationToken);

    public IAsyncEnumerable<InboxEntry> ListAsync(string? client, InboxRoom room, CancellationToken cancellationToken = default) =>
        ListAsync(client, room, _ => true, cancellationToken);

    private async IAsyncEnumerable<InboxEntry> ListAsync(
        string? client, InboxRoom room, Func<InboxEntry, bool> isListed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var entries = await state.RunAsync(
            () => state.Receipts.Values.Where(receipt => !receipt.IsStaged && receipt.Room == room).Select(InMemoryEntries.Of)
                .Where(entry => client is null || string.Equals(entry.Client, client, StringComparison.Ordinal))
                .Where(isListed)
                .OrderBy(entry => entry.ReceivedAt.UtcTicks).ToList(),
            cancellationToken).ConfigureAwait(false);
        foreach (var entry in entries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return entry;
        }
    }

    public async IAsyncEnumerable<PackedUsage> ReadMessageUsageAsync(
        ReceiptId receipt, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var usage = await state.RunAsync(
            () => state.Receipts.GetValueOrDefault(receipt) is { Message: not null } known ? known.Usage : [],
            cancellationToken).ConfigureAwait(false);
        foreach (var line in usage.GroupBy(line => line.EsiId).SelectMany(lines => lines))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return line;
        }
    }

    public async IAsyncEnumerable<PackedUsage> ReadUsageAsync(
        string client, RequestId requestId, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var usage = await state.RunAsync(
            () => state.Receipts.Values
                .Where(receipt => receipt is { Message: not null, Room: InboxRoom.Inbox } && receipt.Message.Header.RequestId == requestId
                    && string.Equals(receipt.Message.Client, client, StringComparison.Ordinal))
                .SelectMany(receipt =>
                    receipt.Usage.Select(line => line with
                    {
                        SentAt = receipt.Message!.SentAt,
                        MessageKey = receipt.Message.MessageKey,
                        Part = receipt.Message.Part,
                        Receipt = receipt.Id,
                    }))
                .OrderBy(line => line.EsiId.Value, StringComparer.Ordinal).ThenBy(line => line.SentAt.UtcTicks)
                .ThenBy(line => line.MessageKey, StringComparer.Ordinal)
                .ToList(),
            cancellationToken).ConfigureAwait(false);
        foreach (var line in usage)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return line;
        }
    }

    private InMemoryReceipt Appended(ReceiptId receipt)
    {
        var known = GetOrAdd(receipt);
        StoreRules.RequireStaged(known.IsStaged);
        known.LastAppend = time.GetUtcNow();
        return known;
    }

    private InMemoryReceipt GetOrAdd(ReceiptId receipt)
    {
        if (!state.Receipts.TryGetValue(receipt, out var known))
        {
            state.Receipts.Add(receipt, known = new InMemoryReceipt(receipt));
        }

        return known;
    }

    private bool IsAdoptable(string client, InboxEntry entry, RequestId? requestId)
    {
        if (entry.RequestId is { } named)
        {
            return (requestId is null || named == requestId) && state.IndexOf(client, named) >= 0;
        }

        return state.Receipts.GetValueOrDefault(entry.Receipt)?.Search is { } search
            && state.Inquiries.Exists(record =>
                string.Equals(record.Client, client, StringComparison.Ordinal) && (requestId is null || record.RequestId == requestId)
                && (record.RequestId == search.RequestId
                    || search.Keys.Any(key => state.Keys.Contains((client, key, record.RequestId)))
                    || record.Inquiry.Lines.Any(line => search.EsiIds.Contains(line.EsiId))));
    }

    private InboxMessage? Find(byte[] identity) => state.Receipts.Values
        .FirstOrDefault(receipt =>
            receipt.Message is { } message && StoreRules.IdentityOf(message).AsSpan().SequenceEqual(identity))?.Message;

    private RequestId? AdoptCorrelated(ReceiptId receipt, InquirySearch correlation, Func<InquiryRecord, InquiryChange?> change)
    {
        if (state.Receipts.GetValueOrDefault(receipt) is not { Room: InboxRoom.Unmatched, Message: { } message } known
            || message.Header.RequestId != default)
        {
            return null;
        }

        var (candidates, areNamed) = state.Find(message.Client, correlation);
        if (StoreRules.ForAdoption(message, correlation, candidates, areNamed, Find) is not { } found
            || state.IndexOf(message.Client, found.Header.RequestId) is not (>= 0 and var index))
        {
            return null;
        }

        state.Change(index, change, out _);
        state.Messages.Remove(IdentityOf(message));
        state.Messages.Add(IdentityOf(found), known);
        known.Message = found;
        known.IsUnmatched = false;
        known.Search = null;
        return found.Header.RequestId;
    }

    private static (string Client, string Peer, UhitOperation Operation, string MessageKey) IdentityOf(InboxMessage message) =>
        (message.Client, message.Peer, message.Operation, message.MessageKey);

    private InboxResult Commit(InboxMessage message, Func<InquiryRecord, InquiryChange?> change)
    {
        if (state.Messages.TryGetValue(IdentityOf(message), out var known))
        {
            return new InboxResult(StoreRules.Compare(known.Message!, message), known.Message!);
        }

        if (message is { Correlation: { } correlation } && message.Header.RequestId == default)
        {
            var (candidates, areNamed) = state.Find(message.Client, correlation);
            (message, var stored) = StoreRules.Correlate(message, candidates, areNamed, Find);
            if (stored is not null)
            {
                return new InboxResult(StoreRules.Compare(stored, message), stored);
            }
        }

        var receipt = state.Receipts.GetValueOrDefault(message.Receipt);
        StoreRules.RequireStaged(receipt is null or { IsStaged: true });
        StoreRules.RequireStorable(message, receipt?.Chunks.Count, receipt?.Usage.Count);
        var index = state.IndexOf(message.Client, message.Header.RequestId);
        if (index < 0
            && message.UnmatchedQuota is { } quota
            && !quota.HasRoom(state.Unmatched(message.Client, message.Peer), receipt!.UnmatchedBytes))
        {
            return new InboxResult(InboxOutcome.RoomFull, message);
        }

        if (index >= 0)
        {
            state.Change(index, change, out _);
        }
        else if (message.UnmatchedEvent is { } unmatched)
        {
            state.Append(message.Client, message.Environment, message.Header.RequestId, unmatched);
        }

        receipt!.Message = message with { Correlation = null };
        receipt.IsUnmatched = index < 0;
        receipt.Search = index < 0 ? message.Correlation : null;
        state.Messages.Add(IdentityOf(message), receipt);
        return new InboxResult(index >= 0 ? InboxOutcome.Stored : InboxOutcome.Unmatched, message);
    }

    private bool Keep(InboxEntry callback, RoomQuota quota, int? bodyChunks)
    {
        var receipt = GetOrAdd(callback.Receipt);
        if (receipt.Unreadable is not null)
        {
            return true;
        }

        StoreRules.RequireStaged(receipt.IsStaged);
        var room = state.Receipts.Values
            .Where(other => other.Unreadable is { } known && string.Equals(known.Client, callback.Client, StringComparison.Ordinal))
            .ToList();
        var isThere = room.Exists(other => string.Equals(other.Unreadable!.Reason, callback.Reason, StringComparison.Ordinal)
            && other.Unreadable.BodySha256.Span.SequenceEqual(callback.BodySha256.Span));
        var held = new RoomUsage(InboxRoom.Unreadable, null, room.Count, room.Sum(other => other.StoredBytes));
        var kept = StoreRules.DecideKeeping(
            callback, isThere, held, quota, bodyChunks, receipt.Chunks.Count, receipt.StoredBytes);
        if (kept is null)
        {
            state.Receipts.Remove(callback.Receipt);
            return isThere;
        }

        if (!kept.HasBody)
        {
            receipt.DropBody();
        }

        receipt.Usage.Clear();
        receipt.Unreadable = kept;
        return true;
    }
}
