namespace Uhit.Client.Store;

/// <summary>A received callback, in whatever room it is kept.</summary>
public sealed record InboxEntry
{
    /// <summary>Our own number for it.</summary>
    public required ReceiptId Receipt { get; init; }

    /// <summary>The room that it is in.</summary>
    public required InboxRoom Room { get; init; }

    /// <summary>The named client.</summary>
    public required string Client { get; init; }

    /// <summary>Test or Production.</summary>
    public required UhitEnvironment Environment { get; init; }

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

    /// <summary>Why it could not be taken: a stable code, no content of the message; only in <see cref="InboxRoom.Unreadable"/>.</summary>
    public string? Reason { get; init; }

    /// <summary>The path that it came to, below the mapped one; <see langword="null"/> for the mapped path itself.</summary>
    public string? CallbackPath { get; init; }

    /// <summary>The SOAP action that its HTTP headers had; <see langword="null"/> where there was none.</summary>
    public string? SoapAction { get; init; }

    /// <summary>The content type of the body, where it is needed to read it again; <see langword="null"/> for XML in UTF-8.</summary>
    public string? BodyContentType { get; init; }

    /// <summary>The content encoding under which the body came, where it is needed to read it
    /// again; <see langword="null"/> for none.</summary>
    public string? BodyContentEncoding { get; init; }

    /// <summary>How the chunks of the body are encoded in the store.</summary>
    public required string BodyEncoding { get; init; }

    /// <summary>The SHA-256 of the body as it came.</summary>
    public required ReadOnlyMemory<byte> BodySha256 { get; init; }

    /// <summary>How many bytes the body had as it came.</summary>
    public required long BodyLength { get; init; }

    /// <summary>Whether the body is kept.</summary>
    public required bool HasBody { get; init; }

    /// <summary>When some or all of its content was purged or thrown away; <see langword="null"/> where all of it is there.</summary>
    public DateTimeOffset? PurgedAt { get; init; }
}
