namespace Uhit.Client.Store;

/// <summary>What is in a store.</summary>
public sealed record StoreStatistics
{
    /// <summary>Inquiries.</summary>
    public required long Inquiries { get; init; }

    /// <summary>Callbacks of known inquiries.</summary>
    public required long Messages { get; init; }

    /// <summary>Callbacks of unknown inquiries.</summary>
    public required long Unmatched { get; init; }

    /// <summary>Callbacks that could not be taken.</summary>
    public required long Unreadable { get; init; }

    /// <summary>Lines of usage.</summary>
    public required long UsageLines { get; init; }

    /// <summary>Events that wait for a handler.</summary>
    public required long WaitingEvents { get; init; }

    /// <summary>Events that a handler was given up for, once for each such handler.</summary>
    public required long DeadLetters { get; init; }

    /// <summary>Receipts with staged bytes that are neither committed nor kept: of the whole store,
    /// since a staged one has no client yet.</summary>
    public required long StagedReceipts { get; init; }
}
