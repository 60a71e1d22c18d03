namespace Uhit.Client.Reliability.Disk;

/// <summary>A disk that fails in one way, from the moment at which it is told to until it is healed, or once.</summary>
internal sealed class FaultScript : IDiskScript
{
    private const int CheckpointLock = 1;

    private readonly Lock _lock = new();
    private DiskFault? _fault;
    private bool _onlyCheckpoints;
    private int _left;
    private int _hits;

    /// <summary>How many operations failed since it was told to fail.</summary>
    public int Hits => Volatile.Read(ref _hits);

    /// <summary>Fails from now on.</summary>
    /// <param name="fault">How.</param>
    /// <param name="onlyCheckpoints">Whether only what a checkpoint does with the database fails, not what is written to the log.</param>
    /// <param name="times">How many operations fail.</param>
    public void Fail(DiskFault fault, bool onlyCheckpoints = false, int times = int.MaxValue)
    {
        lock (_lock)
        {
            _fault = fault;
            _onlyCheckpoints = onlyCheckpoints;
            _left = times;
            _hits = 0;
        }
    }

    public void Heal()
    {
        lock (_lock)
        {
            _fault = null;
        }
    }

    public DiskVerdict Before(in DiskOperation operation)
    {
        lock (_lock)
        {
            if (_fault is not { } fault || _left == 0 || Verdict(fault, operation) is not { Code: not 0 } verdict)
            {
                return DiskVerdict.Go;
            }

            _left--;
            _hits++;
            return verdict;
        }
    }

    public void After(in DiskOperation operation, int code)
    {
    }

    private DiskVerdict Verdict(DiskFault fault, in DiskOperation operation)
    {
        if (operation.Kind is DiskOperationKind.Lock)
        {
            var slot = _onlyCheckpoints ? CheckpointLock : DiskOperation.WriteLock;
            return fault is DiskFault.Busy && operation.Offset == slot ? new DiskVerdict(DiskCodes.Busy) : DiskVerdict.Go;
        }

        if (_onlyCheckpoints && operation.File is not DiskFile.Database)
        {
            return DiskVerdict.Go;
        }

        // A part of what does not fit, or breaks off, is written all the same.
        return (fault, operation.Kind) switch
        {
            (DiskFault.Full, DiskOperationKind.Write) => new DiskVerdict(DiskCodes.Full, operation.Bytes.Length / 3),
            (DiskFault.WriteError, DiskOperationKind.Write) => new DiskVerdict(DiskCodes.IoErrorWrite, operation.Bytes.Length / 2),
            (DiskFault.SyncError, DiskOperationKind.Sync) => new DiskVerdict(DiskCodes.IoErrorSync),
            (DiskFault.ReadOnly, DiskOperationKind.Write or DiskOperationKind.Truncate) => new DiskVerdict(DiskCodes.ReadOnly),
            (DiskFault.ReadOnly, DiskOperationKind.Open) when operation.File is DiskFile.Database or DiskFile.Log =>
                new DiskVerdict(DiskCodes.ReadOnly),
            _ => DiskVerdict.Go,
        };
    }
}
