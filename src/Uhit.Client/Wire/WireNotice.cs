using Uhit.Client.Usage;

namespace Uhit.Client.Wire;

/// <summary>CNP's side: the content of one acknowledgement, validation or delivery, where it does not
/// go out as a callback but in an answer.</summary>
public sealed record WireNotice
{
    /// <summary>Which of them it is.</summary>
    public required UhitOperation Operation { get; init; }

    /// <summary>The header.</summary>
    public required MessageHeader Header { get; init; }

    /// <summary>CNP's own number for the inquiry.</summary>
    public TransactionId? TransactionId { get; init; }

    /// <summary>Of a <see cref="UhitOperation.NotifyAcknowledgement"/>.</summary>
    public Acknowledgement? Acknowledgement { get; init; }

    /// <summary>Of a <see cref="UhitOperation.NotifyValidation"/>: the verdicts.</summary>
    public IReadOnlyList<LineValidation> Validations { get; init; } = [];

    /// <summary>Of a <see cref="UhitOperation.DeliverHistoricalUsage"/>.</summary>
    public DeliveryPart? Part { get; init; }

    /// <summary>Of a <see cref="UhitOperation.DeliverHistoricalUsage"/>: the usage, taken one at a time.</summary>
    public IEnumerable<UsageHistory> Usage { get; init; } = [];
}
