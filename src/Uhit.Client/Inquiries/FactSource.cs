namespace Uhit.Client.Inquiries;

/// <summary>The callback that brought a fact.</summary>
internal sealed record FactSource
{
    public required UhitOperation Operation { get; init; }

    public required string Peer { get; init; }

    public required ReceiptId Receipt { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public required MessageHeader Header { get; init; }

    /// <summary>How many lines of usage it has.</summary>
    public required int UsageCount { get; init; }
}
