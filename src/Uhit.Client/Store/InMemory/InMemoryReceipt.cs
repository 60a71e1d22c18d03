namespace Uhit.Client.Store.InMemory;

/// <summary>What was appended under one receipt, and what became of it.</summary>
internal sealed class InMemoryReceipt(ReceiptId id)
{
    public ReceiptId Id { get; } = id;

    public List<byte[]> Chunks { get; private set; } = [];

    public List<PackedUsage> Usage { get; } = [];

    public DateTimeOffset LastAppend { get; set; }

    public InboxMessage? Message { get; set; }

    public bool IsUnmatched { get; set; }

    public UnreadableCallback? Unreadable { get; set; }

    public bool IsStaged => Message is null && Unreadable is null;

    public long StoredBytes => Chunks.Sum(chunk => (long)chunk.Length);

    public InboxRoom Room => Unreadable is not null ? InboxRoom.Unreadable : IsUnmatched ? InboxRoom.Unmatched : InboxRoom.Inbox;

    public void DropBody() => Chunks = [];

    public void RequireStaged()
    {
        if (!IsStaged)
        {
            throw new InvalidOperationException("The receipt is committed or kept: nothing more can be appended under it.");
        }
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
