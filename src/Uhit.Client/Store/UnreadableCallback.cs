namespace Uhit.Client.Store;

/// <summary>A callback of an allowed peer that could not be taken.</summary>
public sealed record UnreadableCallback
{
    /// <summary>Our own number for it.</summary>
    public required ReceiptId Receipt { get; init; }

    /// <summary>The named client.</summary>
    public required string Client { get; init; }

    /// <summary>Test or Production.</summary>
    public required UhitEnvironment Environment { get; init; }

    /// <summary>The name of the peer that sent it.</summary>
    public required string Peer { get; init; }

    /// <summary>When its first byte was taken.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Why it could not be taken: a stable code, no content of the message.</summary>
    public required string Reason { get; init; }

    /// <summary>The operation, where it was found out.</summary>
    public UhitOperation? Operation { get; init; }

    /// <summary>The callback's MessageId, where it was read.</summary>
    public string? MessageKey { get; init; }

    /// <summary>The path that it came to, below the mapped one; <see langword="null"/> for the mapped path itself.</summary>
    public string? CallbackPath { get; init; }

    /// <summary>The SOAP action that its HTTP headers had; <see langword="null"/> where there was none.</summary>
    public string? SoapAction { get; init; }

    /// <summary>The content type of the body, where it is needed to read it again; <see langword="null"/> for XML in UTF-8.</summary>
    public string? BodyContentType { get; init; }

    /// <summary>The content encoding under which the body came, where it is needed to read it
    /// again; <see langword="null"/> for none.</summary>
    public string? BodyContentEncoding { get; init; }

    /// <summary>How the chunks of the body are encoded.</summary>
    public required string BodyEncoding { get; init; }

    /// <summary>How many bytes the body had as it came.</summary>
    public required long BodyLength { get; init; }

    /// <summary>The SHA-256 of the body as it came.</summary>
    public required ReadOnlyMemory<byte> BodySha256 { get; init; }

    /// <summary>How many chunks of its body were appended under its receipt; <see langword="null"/> where that is not known. Not stored:
    /// the store compares it with what it holds, so that a body of which some was swept
    /// meanwhile is not kept as if it were whole.</summary>
    public int? BodyChunks { get; init; }
}
