namespace Uhit.Client;

/// <summary>What is known of an inquiry that was sent elsewhere, or was lost with a store that was restored from a backup.</summary>
public sealed record ImportedInquiry
{
    /// <summary>The number under which it was sent.</summary>
    public required RequestId RequestId { get; init; }

    /// <summary>When it was sent.</summary>
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>The number of the message that it was sent in, for a resend; <see langword="null"/> where it
    /// is not known: a resend then has a new one.</summary>
    public MessageId? MessageId { get; init; }

    /// <summary>CNP's own number for it, where CNP gave one: then CNP took it for processing. Otherwise
    /// that is uncertain until a callback says so.</summary>
    public TransactionId? TransactionId { get; init; }
}
