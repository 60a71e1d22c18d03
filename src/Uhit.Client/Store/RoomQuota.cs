namespace Uhit.Client.Store;

/// <summary>How much a room may hold.</summary>
public sealed record RoomQuota
{
    /// <summary>Makes one.</summary>
    /// <param name="maxBytes">The most bytes of bodies and packed usage, as they are stored.</param>
    /// <param name="maxEntries">The most entries.</param>
    public RoomQuota(long maxBytes, int maxEntries)
    {
        MaxBytes = maxBytes;
        MaxEntries = maxEntries;
    }

    /// <summary>The most bytes of bodies and packed usage, as they are stored.</summary>
    public long MaxBytes { get; init; }

    /// <summary>The most entries.</summary>
    public int MaxEntries { get; init; }

    /// <summary>Whether one entry more has room.</summary>
    /// <param name="held">What the room holds.</param>
    /// <param name="bytes">The bytes of the entry.</param>
    public bool HasRoom(RoomUsage held, long bytes)
    {
        ArgumentNullException.ThrowIfNull(held);
        return held.Entries < MaxEntries && held.Bytes + bytes <= MaxBytes;
    }
}
