namespace Uhit.Client.Inquiries.Ledger;

/// <summary>One message that was fetched.</summary>
internal sealed record FetchRecord
{
    internal static FetchRecord Empty { get; } = new();

    /// <summary>When it was fetched first; <see langword="null"/> as long as only its confirmation is known.</summary>
    public DateTimeOffset? FetchedAt { get; init; }

    /// <summary>The message's MessageId, where it had one.</summary>
    public MessageId? MessageId { get; init; }

    /// <summary>CNP's number in it.</summary>
    public TransactionId? TransactionId { get; init; }

    /// <summary>Which part of which delivery it was.</summary>
    public DeliveryPart? Part { get; init; }

    /// <summary>Whether CNP has been told that it is stored.</summary>
    public bool IsConfirmed { get; init; }

    internal FetchRecord With(Fetched fact) => FetchedAt <= fact.At ? this : this with
    {
        FetchedAt = fact.At,
        MessageId = fact.MessageId,
        TransactionId = fact.TransactionId,
        Part = fact.Part,
    };
}
