namespace Uhit.Client.Store;

/// <summary>A received callback in a list.</summary>
public sealed record InboxEntry
{
    /// <summary>Our own number for it.</summary>
    public required ReceiptId Receipt { get; init; }

    /// <summary>The room that it is in.</summary>
    public required InboxRoom Room { get; init; }

    /// <summary>The named client.</summary>
    public required string Client { get; init; }

    /// <summary>The name of the peer that sent it.</summary>
    public required string Peer { get; init; }

    /// <summary>When its first byte was taken.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The operation, where it is known.</summary>
    public UhitOperation? Operation { get; init; }

    /// <summary>The message's MessageId or digest, where it is known.</summary>
    public string? MessageKey { get; init; }

    /// <summary>The inquiry that it names, where it is known.</summary>
    public RequestId? RequestId { get; init; }

    /// <summary>CNP's number and other identifiers by which its inquiry is looked for; only in
    /// <see cref="InboxRoom.Unmatched"/>, where it does not name the inquiry.</summary>
    public IReadOnlyList<string> Identifiers { get; init; } = [];

    /// <summary>The ESI IDs by which its inquiry is looked for, up to 64; only in
    /// <see cref="InboxRoom.Unmatched"/>, where it does not name the inquiry.</summary>
    public IReadOnlyList<EsiId> EsiIds { get; init; } = [];

    /// <summary>Why it could not be taken; only in <see cref="InboxRoom.Unreadable"/>.</summary>
    public string? Reason { get; init; }

    /// <summary>How many bytes the body had as it came.</summary>
    public required long BodyLength { get; init; }

    /// <summary>Whether the body is kept.</summary>
    public required bool HasBody { get; init; }

    /// <summary>When some or all of its content was purged or thrown away; <see langword="null"/> where all of it is there.</summary>
    public DateTimeOffset? PurgedAt { get; init; }
}
