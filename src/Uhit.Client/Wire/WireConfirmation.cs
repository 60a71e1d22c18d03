namespace Uhit.Client.Wire;

/// <summary>Says to CNP that what was fetched is stored.</summary>
public sealed record WireConfirmation
{
    /// <summary>Who says it, of which inquiry, under a new MessageId, and when.</summary>
    public required MessageHeader Header { get; init; }

    /// <summary>The MessageId of what was fetched, such as a ticket of CNP's; <see langword="null"/> where it had none.</summary>
    public MessageId? Confirms { get; init; }

    /// <summary>CNP's own number for the inquiry, where it is known.</summary>
    public TransactionId? TransactionId { get; init; }

    /// <summary>Which part of which delivery it was; only for a delivery that said so.</summary>
    public DeliveryPart? Part { get; init; }
}
