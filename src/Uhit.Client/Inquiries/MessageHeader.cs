namespace Uhit.Client;

/// <summary>What every message carries.</summary>
public sealed record MessageHeader
{
    /// <summary>The Third Party's, in both directions; <see langword="default"/> in a callback that does not carry it: then the client of
    /// the address that it came to is meant.</summary>
    public required AuthenticationId AuthenticationId { get; init; }

    /// <summary>The inquiry that the message belongs to; <see langword="default"/> in a callback that does
    /// not carry it, until its inquiry is found.</summary>
    public required RequestId RequestId { get; init; }

    /// <summary>The sender's number for the message; <see langword="null"/> in a wire format that has
    /// none: then its content is its identity.</summary>
    public MessageId? MessageId { get; init; }

    /// <summary>When it was sent, by the sender's clock; <see langword="null"/> in a wire format that does
    /// not say: then the time of receipt stands in.</summary>
    public DateTimeOffset? SentAt { get; init; }
}
