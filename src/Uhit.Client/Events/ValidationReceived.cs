namespace Uhit.Client;

/// <summary>CNP validated lines: in process, or failed and no data will be sent (guide 3c).</summary>
/// <remarks>May come before or after data of the same inquiry; of two that contradict each other the later sent one holds.</remarks>
public sealed record ValidationReceived : UhitEvent
{
    /// <summary>When CNP sent it, by CNP's clock; <see langword="null"/> in a wire format that does not say.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>CNP's own number for the inquiry, where given.</summary>
    public TransactionId? TransactionId { get; init; }

    /// <summary>The verdicts.</summary>
    public required IReadOnlyList<LineValidation> Lines { get; init; }
}
