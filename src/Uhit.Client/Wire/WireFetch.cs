namespace Uhit.Client.Wire;

/// <summary>What CNP is told of data that it holds ready: a request for them, or, once they are stored, a confirmation.</summary>
public sealed record WireFetch
{
    /// <summary>Who says it, under a new MessageId, and when. Its RequestId is that of the inquiry;
    /// <see langword="default"/> where whatever is ready is asked for.</summary>
    public required MessageHeader Header { get; init; }

    /// <summary>CNP's own number for the inquiry, where it is known.</summary>
    public TransactionId? TransactionId { get; init; }

    /// <summary>Of a request the inquiry, where one is asked for: for contracts that name its ESI IDs or dates.
    /// <see langword="null"/> on CNP's side.</summary>
    public UsageHistoryInquiry? Inquiry { get; init; }

    /// <summary>Of a confirmation the MessageId of what was fetched, such as a ticket of CNP's; <see langword="null"/> where it had
    /// none.</summary>
    public MessageId? Confirms { get; init; }

    /// <summary>Of a confirmation which part of which delivery was fetched; only for a delivery that said so.</summary>
    public DeliveryPart? Part { get; init; }
}
