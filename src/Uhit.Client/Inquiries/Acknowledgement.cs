namespace Uhit.Client;

/// <summary>The answer to a message, in either direction.</summary>
public sealed record Acknowledgement
{
    /// <summary>The inquiry that it is about.</summary>
    public required RequestId RequestId { get; init; }

    /// <summary>The message that it answers; <see langword="null"/> in a wire format that has no message numbers.</summary>
    public MessageId? MessageId { get; init; }

    /// <summary>CNP's own number for the inquiry; only in CNP's answers to an inquiry.</summary>
    public TransactionId? TransactionId { get; init; }

    /// <summary>When the answering side received the message.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Taken or refused.</summary>
    public required AcknowledgementStatus Status { get; init; }

    /// <summary>Why it was refused, or remarks on single lines; empty where there are none.</summary>
    public IReadOnlyList<ReportedError> Errors { get; init; } = [];
}
