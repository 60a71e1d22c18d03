namespace Uhit.Client.Inquiries.Correlation;

/// <summary>What a callback without our RequestId says of the inquiry that it belongs to, as
/// far as its contract lets us go by it.</summary>
internal sealed record CorrelationEvidence
{
    public required UhitOperation Operation { get; init; }

    /// <summary>When it came, by our clock: an inquiry that was sent later is not meant.</summary>
    public DateTimeOffset ReceivedAt { get; init; } = DateTimeOffset.MaxValue;

    /// <summary>CNP's number.</summary>
    public TransactionId? TransactionId { get; init; }

    /// <summary>An identifier of whom it does not say.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>The ESI IDs, each once, in the order in which they came.</summary>
    public IReadOnlyList<CorrelatedLine> Lines { get; init; } = [];

    /// <summary>Which part of which delivery it is, where it says so.</summary>
    public DeliveryPart? Part { get; init; }

    /// <summary>Whether there is anything to go by.</summary>
    public bool IsEmpty => TransactionId is null && CorrelationId is null && Lines.Count == 0;
}

/// <summary>What a callback says of one ESI ID that helps to find its inquiry.</summary>
/// <param name="EsiId">The ESI ID.</param>
/// <param name="Days">The days that it repeats as asked for, else those that its data covers;
/// <see langword="null"/> where it has neither.</param>
internal readonly record struct CorrelatedLine(EsiId EsiId, UsagePeriod? Days);
