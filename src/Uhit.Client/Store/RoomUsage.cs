namespace Uhit.Client.Store;

/// <summary>What a bounded room of one client holds.</summary>
public sealed record RoomUsage
{
    /// <summary>Makes one.</summary>
    /// <param name="room"><see cref="InboxRoom.Unmatched"/>, which has bounds for each peer, or
    /// <see cref="InboxRoom.Unreadable"/>, which has them for all together.</param>
    /// <param name="peer">The peer that sent it; <see langword="null"/> for all peers together.</param>
    /// <param name="entries">How many entries there are.</param>
    /// <param name="bytes">How many bytes of bodies and packed usage they hold, as they are stored; each line of usage counts as
    /// <see cref="StoreRules.UsageLineBytes"/> more.</param>
    public RoomUsage(InboxRoom room, string? peer, long entries, long bytes)
    {
        Room = room;
        Peer = peer;
        Entries = entries;
        Bytes = bytes;
    }

    /// <summary><see cref="InboxRoom.Unmatched"/>, which has bounds for each peer, or
    /// <see cref="InboxRoom.Unreadable"/>, which has them for all together.</summary>
    public InboxRoom Room { get; init; }

    /// <summary>The peer that sent it; <see langword="null"/> for all peers together.</summary>
    public string? Peer { get; init; }

    /// <summary>How many entries there are.</summary>
    public long Entries { get; init; }

    /// <summary>How many bytes of bodies and packed usage they hold, as they are stored; each line of usage counts as
    /// <see cref="StoreRules.UsageLineBytes"/> more.</summary>
    public long Bytes { get; init; }
}
