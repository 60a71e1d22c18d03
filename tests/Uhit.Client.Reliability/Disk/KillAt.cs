namespace Uhit.Client.Reliability.Disk;

/// <summary>Kills the process at the n-th operation of some kind, counted from 1: in a transaction, a checkpoint, a purge, a migration,
/// wherever that one happens to be.</summary>
/// <param name="n">Which one.</param>
/// <param name="counts">Which operations are counted.</param>
/// <param name="partialBytes">How much of a write that kills still reaches the file.</param>
internal sealed class KillAt(int n, Func<DiskOperationKind, DiskFile, bool> counts, int partialBytes = 0) : IDiskScript
{
    private int _seen;

    /// <summary>How many were counted: a run that is not killed tells how many there are.</summary>
    public int Seen => Volatile.Read(ref _seen);

    /// <summary>At the n-th write, truncation, sync or deletion, of any file.</summary>
    public static KillAt Change(int n, int partialBytes = 0) => new(
        n,
        static (kind, _) => kind is DiskOperationKind.Write or DiskOperationKind.Truncate or DiskOperationKind.Sync
            or DiskOperationKind.Delete,
        partialBytes);

    public DiskVerdict Before(in DiskOperation operation) =>
        counts(operation.Kind, operation.File) && Interlocked.Increment(ref _seen) == n
            ? new DiskVerdict(PartialBytes: partialBytes, Kill: true)
            : DiskVerdict.Go;

    public void After(in DiskOperation operation, int code)
    {
    }
}
