namespace Uhit.Client;

/// <summary>An allowed peer sent a callback for an inquiry that is not known here: it is stored and
/// acknowledged, and waits to be adopted.</summary>
/// <remarks>An inquiry that was made elsewhere, a store that was restored from a backup, or a mistake of CNP's.</remarks>
public sealed record CallbackUnmatched : UhitEvent
{
    /// <summary>The operation.</summary>
    public required UhitOperation Operation { get; init; }

    /// <summary>The peer that called.</summary>
    public required string Peer { get; init; }

    /// <summary>The callback's header.</summary>
    public required MessageHeader Header { get; init; }

    /// <summary>CNP's own number for the inquiry, where given.</summary>
    public TransactionId? TransactionId { get; init; }
}
