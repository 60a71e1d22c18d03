namespace Uhit.Client.Store;

/// <summary>What a bounded room of one client holds, and how full it is.</summary>
public sealed record RoomUsage
{
    /// <summary>From this share on a room is nearly full, and told of in the log.</summary>
    public const double NearlyFull = 0.8;

    /// <summary>Makes the numbers of a room, as a store counts them.</summary>
    /// <param name="room"><see cref="InboxRoom.Unmatched"/>, which has bounds for each peer, or
    /// <see cref="InboxRoom.Unreadable"/>, which has them for all together.</param>
    /// <param name="peer">The peer that sent it; <see langword="null"/> for all peers together.</param>
    /// <param name="entries">How many entries there are.</param>
    /// <param name="bytes">How many bytes of bodies and packed usage they hold, as they are stored (compressed); each line of usage counts
    /// as <see cref="StoreRules.UsageLineBytes"/> more.</param>
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

    /// <summary>How many callbacks are in the room.</summary>
    public long Entries { get; init; }

    /// <summary>How many bytes of bodies and packed usage they hold, as they are stored (compressed); each line of usage counts as
    /// <see cref="StoreRules.UsageLineBytes"/> more.</summary>
    public long Bytes { get; init; }

    /// <summary>What the room may hold; <see langword="null"/> where a store counted it, which knows no settings.</summary>
    public RoomQuota? Quota { get; init; }

    /// <summary>The settings that bound the room, such as <c>Callback:MaxUnmatchedBytes</c>; empty without <see cref="Quota"/>.</summary>
    public string Settings { get; init; } = string.Empty;

    /// <summary>How full the room is: 0 is empty, 1 is full, by bytes or by number, whichever is more; 0 without
    /// <see cref="Quota"/>.</summary>
    public double Share =>
        Quota is null ? 0 : Math.Max(ShareOf(Entries, Quota.MaxEntries), ShareOf(Bytes, Quota.MaxBytes));

    /// <summary>Whether the room is at <see cref="NearlyFull"/> or above.</summary>
    public bool IsNearlyFull => Share >= NearlyFull;

    private static double ShareOf(long held, long most) => most > 0 ? Math.Min(1, (double)held / most) : held > 0 ? 1 : 0;
}
