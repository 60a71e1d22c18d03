namespace Uhit.Client;

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

    /// <summary>The purged inquiries that CNP has not finished: what it still sends for one is taken and stored as ever, and stays until it
    /// is purged too. Abandon an inquiry from which nothing more is wanted.</summary>
    public IReadOnlyList<RequestId> StillWaiting { get; init; } = [];

    /// <summary>Whether nothing of it is left in the store's own files either; <see langword="false"/> where another process was reading or
    /// writing: the store goes on trying, and until then the <c>-wal</c> of SQLite may hold some of it. On PostgreSQL that is the server's:
    /// always <see langword="true"/>.</summary>
    public bool IsWiped { get; init; } = true;
}
