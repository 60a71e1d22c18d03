using Uhit.Client.Usage;

namespace Uhit.Client.Wire;

/// <summary>A message that CNP sends: an acknowledgement, a validation or a delivery, as a callback, in an answer, or fetched.
/// Immutable.</summary>
/// <remarks>Our answer to a callback is written from what is known of it by then, which is no content. CNP's side writes it with its
/// content.</remarks>
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

    /// <summary>CNP's side: the content of a <see cref="UhitOperation.NotifyAcknowledgement"/>.</summary>
    public Acknowledgement? Acknowledgement { get; init; }

    /// <summary>CNP's side: the verdicts of a <see cref="UhitOperation.NotifyValidation"/>.</summary>
    public IReadOnlyList<LineValidation> Validations { get; init; } = [];

    /// <summary>CNP's side: the usage of a <see cref="UhitOperation.DeliverHistoricalUsage"/>, taken one at a time.</summary>
    public IEnumerable<UsageHistory> Usage { get; init; } = [];

    /// <summary>The operation only: what the sender wrote may be anything.</summary>
    public override string ToString() => $"{nameof(WireCallback)} {{ Operation = {Operation} }}";
}
