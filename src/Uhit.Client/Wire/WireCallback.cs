namespace Uhit.Client.Wire;

/// <summary>What is known of a callback when it is answered. Immutable.</summary>
public sealed record WireCallback
{
    /// <summary>The operation.</summary>
    public required UhitOperation Operation { get; init; }

    /// <summary>The callback's header. Where the callback carries no Authentication ID, it has that of the client of the address that it
    /// came to; its RequestId is <see langword="default"/> where the callback carries none, since it is
    /// answered before its inquiry is looked for.</summary>
    public required MessageHeader Header { get; init; }

    /// <summary>CNP's own number for the inquiry, where the callback has it.</summary>
    public TransactionId? TransactionId { get; init; }

    /// <summary>What <see cref="ICallbackSink.OnCorrelationId"/> said.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>Which part of which delivery it is, where the callback says so.</summary>
    public DeliveryPart? Part { get; init; }

    /// <summary>What <see cref="ICallbackSink.OnForm"/> said; <see langword="null"/> where it said
    /// nothing, or the callback is refused before.</summary>
    public string? Form { get; init; }

    /// <summary>The operation only: what the sender wrote may be anything.</summary>
    public override string ToString() => $"{nameof(WireCallback)} {{ Operation = {Operation} }}";
}
