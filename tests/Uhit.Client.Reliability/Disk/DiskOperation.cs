namespace Uhit.Client.Reliability.Disk;

/// <summary>One operation of SQLite on a file.</summary>
internal readonly ref struct DiskOperation(
    DiskOperationKind kind, DiskFile file, string path, long handle, long offset = 0, ReadOnlySpan<byte> bytes = default)
{
    /// <summary>The slot of the shared memory that a writer locks; 1 is the checkpointer's.</summary>
    public const int WriteLock = 0;

    /// <summary>What it does.</summary>
    public DiskOperationKind Kind { get; } = kind;

    /// <summary>Which of a database's files it is on.</summary>
    public DiskFile File { get; } = file;

    /// <summary>The file's full path.</summary>
    public string Path { get; } = path;

    /// <summary>A number of the open file, never used twice; 0 for a deletion.</summary>
    public long Handle { get; } = handle;

    /// <summary>Where it writes; the new length of a truncation; the slot of a lock.</summary>
    public long Offset { get; } = offset;

    /// <summary>What it writes. Valid only during the call.</summary>
    public ReadOnlySpan<byte> Bytes { get; } = bytes;
}
