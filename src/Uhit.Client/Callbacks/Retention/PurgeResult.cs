namespace Uhit.Client.Callbacks.Retention;

/// <summary>What became of a purge on demand.</summary>
public sealed record PurgeResult
{
    /// <summary>How it ended.</summary>
    public required PurgeOutcome Outcome { get; init; }

    /// <summary>How many messages lost content.</summary>
    public int Messages { get; init; }

    /// <summary>How many inquiries lost personal data.</summary>
    public int Inquiries { get; init; }

    /// <summary>How many events wait for a handler: in the way, or given up with it.</summary>
    public long WaitingEvents { get; init; }

    /// <summary>How many dead letters there are: in the way, or given up with it.</summary>
    public long DeadLetters { get; init; }
}
