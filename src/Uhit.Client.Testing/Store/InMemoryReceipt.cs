using Uhit.Client.Store;

namespace Uhit.Client.Testing.Store;

/// <summary>What was appended under one receipt, and what became of it.</summary>
internal sealed class InMemoryReceipt(ReceiptId id)
{
    public ReceiptId Id { get; } = id;

    public List<byte[]> Chunks { get; private set; } = [];

    public List<PackedUsage> Usage { get; private set; } = [];

    public DateTimeOffset LastAppend { get; set; }

    public InboxMessage? Message { get; set; }

    public bool IsUnmatched { get; set; }

    /// <summary>By what the inquiry of an unmatched message is looked for.</summary>
    public InquirySearch? Search { get; set; }

    public bool IsDiscarded { get; set; }

    public InboxEntry? Unreadable { get; set; }

    public bool IsStaged => Message is null && Unreadable is null;

    public long StoredBytes => Chunks.Sum(chunk => (long)chunk.Length);

    public long UnmatchedBytes => StoredBytes + Usage.Sum(line => line.Content.Length + (long)StoreRules.UsageLineBytes);

    /// <summary>The ESI IDs of its usage, and those that it is looked for by.</summary>
    public IReadOnlyCollection<EsiId> EsiIds => [.. Usage.Select(line => line.EsiId), .. Search?.EsiIds ?? []];

    public bool HasContent => Chunks.Count > 0 || Usage.Count > 0;

    public InboxRoom Room => Unreadable is not null ? InboxRoom.Unreadable
        : IsDiscarded ? InboxRoom.Discarded
        : IsUnmatched ? InboxRoom.Unmatched
        : InboxRoom.Inbox;

    public void DropBody() => Chunks = [];

    /// <summary>Marks the message as purged; one that is unmatched can't be adopted any more.</summary>
    public void MarkPurged(DateTimeOffset at)
    {
        Message = Message! with { PurgedAt = Message.PurgedAt ?? at };
        IsDiscarded |= IsUnmatched;
        IsUnmatched = false;
        Search = null;
    }

    /// <summary>Takes a bounded part of the content away, the body first.</summary>
    /// <returns>Whether nothing of what is meant is left.</returns>
    public bool Take(EsiId? esiId, PurgeTerms terms)
    {
        var (chunks, left) = StoreRules.NextOfPurge(Chunks.Count, terms);
        Chunks = [.. Chunks.Take(chunks)];
        Usage = [.. Usage.Where(line => (esiId is not null && line.EsiId != esiId) || left-- <= 0)];
        Message = Message! with { BodyChunks = Chunks.Count };
        return Chunks.Count == 0 && !Usage.Exists(line => esiId is null || line.EsiId == esiId);
    }

    public static void Put<T>(List<T> items, int ordinal, T item)
    {
        if (ordinal < 0 || ordinal > items.Count)
        {
            throw new ArgumentOutOfRangeException(nameof(ordinal), ordinal, "Ordinals start at 0 and have no gaps.");
        }

        // The same ordinal again is the caller's second try.
        if (ordinal == items.Count)
        {
            items.Add(item);
        }
        else
        {
            items[ordinal] = item;
        }
    }
}
