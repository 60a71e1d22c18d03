namespace Uhit.Client.Store;

/// <summary>A callback that was taken.</summary>
public sealed record InboxMessage
{
    /// <summary>Our own number for it.</summary>
    public required ReceiptId Receipt { get; init; }

    /// <summary>The named client.</summary>
    public required string Client { get; init; }

    /// <summary>Test or Production.</summary>
    public required UhitEnvironment Environment { get; init; }

    /// <summary>The name of the peer that sent it.</summary>
    public required string Peer { get; init; }

    /// <summary>The operation.</summary>
    public required UhitOperation Operation { get; init; }

    /// <summary>With client, peer and operation its identity: its MessageId, or the digest where the wire format has none, with the inquiry
    /// where the message does not name it.</summary>
    public required string MessageKey { get; init; }

    /// <summary>The message's header; without RequestId where the message carries none and its inquiry is not found.</summary>
    public required MessageHeader Header { get; init; }

    /// <summary>The digest of its parsed values.</summary>
    public required ReadOnlyMemory<byte> Digest { get; init; }

    /// <summary>The version of the digest.</summary>
    public required int DigestVersion { get; init; }

    /// <summary>The id of the wire format that it was read with.</summary>
    public required string WireFormat { get; init; }

    /// <summary>When its first byte was taken.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The path that it came to, below the mapped one; <see langword="null"/> for the mapped path itself.</summary>
    public string? CallbackPath { get; init; }

    /// <summary>The SOAP action that its HTTP headers had; <see langword="null"/> where there was none.</summary>
    public string? SoapAction { get; init; }

    /// <summary>The content type of the body, where it is needed to read it again; <see langword="null"/> for XML in UTF-8.</summary>
    public string? BodyContentType { get; init; }

    /// <summary>The content encoding under which the body came, where it is needed to read it
    /// again; <see langword="null"/> for none.</summary>
    public string? BodyContentEncoding { get; init; }

    /// <summary>How the chunks of the body are encoded: <c>br</c>.</summary>
    public required string BodyEncoding { get; init; }

    /// <summary>How many bytes the body had as it came.</summary>
    public required long BodyLength { get; init; }

    /// <summary>The SHA-256 of the body as it came.</summary>
    public required ReadOnlyMemory<byte> BodySha256 { get; init; }

    /// <summary>How many chunks of its body were appended under its receipt; of a stored message, how many are there.</summary>
    /// <remarks>The store compares it with what it holds: chunks that were swept or lost meanwhile must not go unnoticed.</remarks>
    public required int BodyChunks { get; init; }

    /// <summary>How many lines of usage were appended under its receipt; compared by the store as <see cref="BodyChunks"/> is.</summary>
    public required int UsageCount { get; init; }

    /// <summary>Our answer as SOAP 1.1, byte for byte.</summary>
    public required ReadOnlyMemory<byte> AnswerSoap11 { get; init; }

    /// <summary>Our answer as SOAP 1.2, byte for byte.</summary>
    public required ReadOnlyMemory<byte> AnswerSoap12 { get; init; }

    /// <summary>Which part of which delivery it is; only for a delivery.</summary>
    public DeliveryPart? Part { get; init; }

    /// <summary>The event that is stored with it where its inquiry is not known.</summary>
    public StoredEvent? UnmatchedEvent { get; init; }

    /// <summary>How much of its peer's the room of unmatched messages may hold with it, where its inquiry is not known;
    /// <see langword="null"/> for no bound. Not stored.</summary>
    public RoomQuota? UnmatchedQuota { get; init; }

    /// <summary>How its inquiry is found, where <see cref="Header"/> has no RequestId; <see langword="null"/> for a message that names its
    /// inquiry. Of it the search is stored with a message that stays unmatched, until it is adopted, discarded or purged.</summary>
    public InquirySearch? Correlation { get; init; }

    /// <summary>When some or all of its content was purged; <see langword="null"/> where all of it is there. Set by the store.</summary>
    public DateTimeOffset? PurgedAt { get; init; }

    /// <summary>When it was sent; when it was received, where the wire format does not say. With <see cref="MessageKey"/> after it, this is
    /// what makes one message later than another.</summary>
    public DateTimeOffset SentAt => Header.SentAt ?? ReceivedAt;

    internal MessageOrder Order => new(SentAt, MessageKey);
}
