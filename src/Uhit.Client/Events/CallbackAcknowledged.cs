namespace Uhit.Client;

/// <summary>Our answer to a callback went out, the first time that it did (guide 4a, 4c).</summary>
public sealed record CallbackAcknowledged : UhitEvent
{
    /// <summary>The operation that was answered.</summary>
    public required UhitOperation Operation { get; init; }

    /// <summary>The peer that got the answer.</summary>
    public required string Peer { get; init; }

    /// <summary>The answer.</summary>
    public required Acknowledgement Acknowledgement { get; init; }
}
