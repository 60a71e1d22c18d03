namespace Uhit.Client.Reliability.Disk;

/// <summary>What SQLite does with a file. Reads are not shown.</summary>
internal enum DiskOperationKind
{
    /// <summary>Opens or makes it.</summary>
    Open,

    /// <summary>Writes into it.</summary>
    Write,

    /// <summary>Cuts it to a length.</summary>
    Truncate,

    /// <summary>Waits until it is on the disk.</summary>
    Sync,

    /// <summary>Closes it.</summary>
    Close,

    /// <summary>Takes it out of its directory.</summary>
    Delete,

    /// <summary>Takes a lock of the write-ahead log for itself alone.</summary>
    Lock,
}
