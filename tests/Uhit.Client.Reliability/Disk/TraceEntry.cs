namespace Uhit.Client.Reliability.Disk;

/// <summary>One operation that happened, as a <see cref="DiskTrace"/> keeps it.</summary>
/// <param name="Kind">What it did.</param>
/// <param name="File">On which of a database's files.</param>
/// <param name="Path">The file's full path.</param>
/// <param name="Handle">The open file.</param>
/// <param name="Offset">Where it wrote; the new length of a truncation; 1 for a deletion that synced the directory.</param>
/// <param name="Bytes">What it wrote.</param>
/// <param name="CoversBefore">Of a sync: it covers what stands before this position, since later ones may have begun while it ran.</param>
/// <param name="HasFailed">Of a sync: it told of a failure, after which nobody knows what reached the disk.</param>
internal sealed record TraceEntry(
    DiskOperationKind Kind, DiskFile File, string Path, long Handle, long Offset, byte[] Bytes, int CoversBefore = 0,
    bool HasFailed = false);
