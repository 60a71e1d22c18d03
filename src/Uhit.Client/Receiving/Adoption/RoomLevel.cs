using Uhit.Client.Store;

namespace Uhit.Client;

/// <summary>How full a bounded room is.</summary>
public sealed record RoomLevel
{
    /// <summary>From this share on a room is nearly full, and told of in the log.</summary>
    public const double NearlyFull = 0.8;

    /// <summary>The room: unmatched, which has bounds for each peer, or unreadable.</summary>
    public required InboxRoom Room { get; init; }

    /// <summary>The peer; <see langword="null"/> where the bounds are for all peers together.</summary>
    public string? Peer { get; init; }

    /// <summary>How many callbacks are in it.</summary>
    public required long Entries { get; init; }

    /// <summary>The most callbacks that it may hold.</summary>
    public required long MaxEntries { get; init; }

    /// <summary>How many bytes they take up, as they are stored: compressed.</summary>
    public required long Bytes { get; init; }

    /// <summary>The most bytes that they may take up.</summary>
    public required long MaxBytes { get; init; }

    /// <summary>The settings that bound it, such as <c>Callback:MaxUnmatchedBytes</c>.</summary>
    public required string Settings { get; init; }

    /// <summary>How full it is: 0 is empty, 1 is full, by bytes or by number, whichever is more.</summary>
    public double Share => Math.Max(ShareOf(Entries, MaxEntries), ShareOf(Bytes, MaxBytes));

    /// <summary>Whether it is at <see cref="NearlyFull"/> or above.</summary>
    public bool IsNearlyFull => Share >= NearlyFull;

    private static double ShareOf(long held, long most) => most > 0 ? Math.Min(1, (double)held / most) : held > 0 ? 1 : 0;
}
