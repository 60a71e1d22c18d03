using System.Collections.Concurrent;

namespace Uhit.Client.Reliability.Disk;

/// <summary>Records every operation in the order in which it began; syncs where they ended. What it
/// does not fail itself, another script may.</summary>
/// <param name="inner">What decides; <see langword="null"/> lets everything happen.</param>
internal sealed class DiskTrace(IDiskScript? inner = null) : IDiskScript
{
    private readonly Lock _lock = new();
    private readonly List<TraceEntry> _entries = [];
    private readonly ConcurrentDictionary<long, int> _syncs = new();

    /// <summary>How many operations there are.</summary>
    public int Position
    {
        get
        {
            lock (_lock)
            {
                return _entries.Count;
            }
        }
    }

    /// <summary>What happened until now.</summary>
    public IReadOnlyList<TraceEntry> Entries
    {
        get
        {
            lock (_lock)
            {
                return [.. _entries];
            }
        }
    }

    public DiskVerdict Before(in DiskOperation operation)
    {
        var verdict = inner?.Before(operation) ?? DiskVerdict.Go;
        switch (operation.Kind)
        {
            case DiskOperationKind.Write when verdict.Code == 0:
                Add(operation, operation.Bytes.ToArray());
                break;
            case DiskOperationKind.Write when verdict.PartialBytes > 0:
                Add(operation, operation.Bytes[..Math.Min(verdict.PartialBytes, operation.Bytes.Length)].ToArray());
                break;
            case DiskOperationKind.Truncate when verdict.Code == 0:
                Add(operation, []);
                break;
            case DiskOperationKind.Sync:
                _syncs[operation.Handle] = Position;
                break;
        }

        return verdict;
    }

    public void After(in DiskOperation operation, int code)
    {
        inner?.After(operation, code);
        if (operation.Kind is DiskOperationKind.Sync)
        {
            Add(operation, [], _syncs[operation.Handle], code != 0);
        }
        else if (code == 0 && operation.Kind is (DiskOperationKind.Open or DiskOperationKind.Delete))
        {
            Add(operation, []);
        }
    }

    private void Add(in DiskOperation operation, byte[] bytes, int coversBefore = 0, bool hasFailed = false)
    {
        var entry = new TraceEntry(
            operation.Kind, operation.File, operation.Path, operation.Handle, operation.Offset, bytes, coversBefore, hasFailed);
        lock (_lock)
        {
            _entries.Add(entry);
        }
    }
}
