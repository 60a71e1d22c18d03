namespace Uhit.Client.Inquiries;

/// <summary>What an event says, apart from the data, which is read lazily.</summary>
internal sealed record StoredEventContent
{
    public static StoredEventContent None { get; } = new();

    /// <summary>The operation of the callback that caused it, where one did.</summary>
    public UhitOperation? Operation { get; init; }

    /// <summary>The peer that called, where one did.</summary>
    public string? Peer { get; init; }

    /// <summary>The header of the callback, where there was one.</summary>
    public MessageHeader? Header { get; init; }

    /// <summary>CNP's own number for the inquiry, where given.</summary>
    public TransactionId? TransactionId { get; init; }

    /// <summary>CNP's answer to the inquiry, or ours to a callback.</summary>
    public Acknowledgement? Acknowledgement { get; init; }

    /// <summary>The verdicts.</summary>
    public IReadOnlyList<LineValidation>? Validations { get; init; }

    /// <summary>Which part of which delivery.</summary>
    public DeliveryPart? Part { get; init; }

    /// <summary>How many lines the part holds.</summary>
    public int UsageCount { get; init; }

    /// <summary>Whether it came when its inquiry was overdue already.</summary>
    public bool IsLate { get; init; }

    /// <summary>The most bytes that a callback could have when one was refused for its size.</summary>
    public long? MaxBytes { get; init; }
}
