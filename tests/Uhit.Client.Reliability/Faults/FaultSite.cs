namespace Uhit.Client.Reliability.Faults;

/// <summary>Where the disk begins to fail.</summary>
internal enum FaultSite
{
    /// <summary>A chunk of a body is appended.</summary>
    ChunkAppend,

    /// <summary>A line of usage is appended.</summary>
    UsageAppend,

    /// <summary>A message is made visible.</summary>
    Commit,

    /// <summary>It is noted that a handler is done with an event.</summary>
    EventCompletion,

    /// <summary>The log is written back into the database.</summary>
    Checkpoint,

    /// <summary>What broken-off callbacks left behind is swept.</summary>
    Sweep,
}
