namespace Uhit.Client.Wire;

/// <summary>A request for what CNP holds ready.</summary>
public sealed record WireFetch
{
    /// <summary>Who asks, under a new MessageId, and when. Its RequestId is that of the inquiry;
    /// <see langword="default"/> where whatever is ready is asked for.</summary>
    public required MessageHeader Header { get; init; }

    /// <summary>CNP's own number for the inquiry, where it is known.</summary>
    public TransactionId? TransactionId { get; init; }

    /// <summary>The inquiry, where one is asked for: for contracts that name its ESI IDs or dates. Null on CNP's side.</summary>
    public UsageHistoryInquiry? Inquiry { get; init; }
}
