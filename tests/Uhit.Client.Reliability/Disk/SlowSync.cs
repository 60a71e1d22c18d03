namespace Uhit.Client.Reliability.Disk;

/// <summary>Lets every sync take longer, as a disk without a cache would.</summary>
/// <param name="added">How much is added to each.</param>
internal sealed class SlowSync(TimeSpan added) : IDiskScript
{
    private long _syncs;

    /// <summary>How many there were.</summary>
    public long Syncs => Interlocked.Read(ref _syncs);

    public DiskVerdict Before(in DiskOperation operation)
    {
        if (operation.Kind is not DiskOperationKind.Sync)
        {
            return DiskVerdict.Go;
        }

        Interlocked.Increment(ref _syncs);
        return new DiskVerdict(Delay: added);
    }

    public void After(in DiskOperation operation, int code)
    {
    }
}
