using System.Diagnostics.CodeAnalysis;

namespace Uhit.Client.Store;

/// <summary>How much a room may hold.</summary>
/// <param name="MaxBytes">The most bytes of bodies and packed usage, as they are stored.</param>
/// <param name="MaxEntries">The most entries.</param>
[Experimental("UHIT001")]
public sealed record RoomQuota(long MaxBytes, int MaxEntries)
{
    /// <summary>Whether one entry more has room.</summary>
    /// <param name="held">What the room holds.</param>
    /// <param name="bytes">The bytes of the entry.</param>
    public bool HasRoom(RoomUsage held, long bytes)
    {
        ArgumentNullException.ThrowIfNull(held);
        return held.Entries < MaxEntries && held.Bytes + bytes <= MaxBytes;
    }
}
