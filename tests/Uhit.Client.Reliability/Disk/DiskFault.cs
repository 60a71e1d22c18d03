namespace Uhit.Client.Reliability.Disk;

/// <summary>How a disk fails.</summary>
internal enum DiskFault
{
    /// <summary>No space is left: SQLITE_FULL, after a part of the write.</summary>
    Full,

    /// <summary>A write ends with an input/output error, after a part of it.</summary>
    WriteError,

    /// <summary>A sync ends with an input/output error: what it should have covered may be lost,
    /// and the next sync succeeds without it.</summary>
    SyncError,

    /// <summary>The file system was remounted read-only.</summary>
    ReadOnly,

    /// <summary>Another process holds the lock.</summary>
    Busy,
}
