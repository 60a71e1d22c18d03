using Uhit.Client.Reliability.Disk;

namespace Uhit.Client.Reliability.Power;

/// <summary>A disk that forgets what was not synced, fed with a trace. Not thread-safe.</summary>
/// <remarks>
/// A file's content is durable up to its last sync. A name (made or deleted) is durable once its directory was synced: SQLite does that
/// with the first sync of each log or journal that it opens, and with a deletion where it says
/// so. The shared memory is in no trace: it is lost.
/// </remarks>
internal sealed class ModelDisk(Random random)
{
    private readonly Dictionary<string, ModelFile?> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ModelFile?> _durableNames = new(StringComparer.Ordinal);
    private readonly List<(string Name, ModelFile? File)> _pendingNames = [];
    private readonly Dictionary<long, ModelFile> _handles = [];
    private readonly HashSet<long> _syncsDirectory = [];

    /// <summary>How many operations it has seen.</summary>
    public int Position { get; private set; }

    public void Apply(TraceEntry entry)
    {
        switch (entry.Kind)
        {
            case DiskOperationKind.Open:
                Open(entry);
                break;
            case DiskOperationKind.Write or DiskOperationKind.Truncate:
                _handles[entry.Handle].Change(Position, entry);
                break;
            case DiskOperationKind.Sync when entry.HasFailed:
                _handles[entry.Handle].FailSync(entry.CoversBefore, random);
                break;
            case DiskOperationKind.Sync:
                Sync(entry);
                break;
            case DiskOperationKind.Delete:
                Delete(entry);
                break;
        }

        Position++;
    }

    /// <summary>Writes what is found after the power has failed now into a folder.</summary>
    public void Crash(string folder)
    {
        var survival = random.Next(5) / 4.0;
        var sector = random.Next(2) == 0 ? 512 : 4096;
        foreach (var (name, file) in NamesAfterCrash())
        {
            if (file is not null)
            {
                File.WriteAllBytes(Path.Combine(folder, name), file.Crash(survival, sector, random).Content);
            }
        }
    }

    /// <summary>Writes what another process finds after this one was killed now into a folder: the system's cache loses nothing.</summary>
    public void WriteCached(string folder)
    {
        foreach (var (name, file) in _names)
        {
            File.WriteAllBytes(Path.Combine(folder, name), file!.Cached().Content);
        }
    }

    /// <summary>A trace of another process begins, on the same disk.</summary>
    public void Restart()
    {
        foreach (var file in _names.Values)
        {
            file!.Restart();
        }

        _handles.Clear();
        _syncsDirectory.Clear();
        Position = 0;
    }

    private Dictionary<string, ModelFile?> NamesAfterCrash()
    {
        // Changes of one name keep their order; those of different names need not.
        var names = new Dictionary<string, ModelFile?>(_durableNames, StringComparer.Ordinal);
        foreach (var changes in _pendingNames.GroupBy(change => change.Name, StringComparer.Ordinal))
        {
            var list = changes.ToList();
            foreach (var (name, file) in list.Take(random.Next(list.Count + 1)))
            {
                names[name] = file;
            }
        }

        return names;
    }

    private void Open(TraceEntry entry)
    {
        var name = Path.GetFileName(entry.Path);
        if (_names.GetValueOrDefault(name) is not { } file)
        {
            file = new ModelFile();
            _names[name] = file;
            _pendingNames.Add((name, file));
        }

        _handles[entry.Handle] = file;
        if (entry.File is DiskFile.Log or DiskFile.Journal)
        {
            _syncsDirectory.Add(entry.Handle);
        }
    }

    private void Sync(TraceEntry entry)
    {
        _handles[entry.Handle].Sync(entry.CoversBefore);
        if (_syncsDirectory.Remove(entry.Handle))
        {
            SyncDirectory();
        }
    }

    private void Delete(TraceEntry entry)
    {
        var name = Path.GetFileName(entry.Path);
        _names.Remove(name);
        _pendingNames.Add((name, null));
        if (entry.Offset == 1)
        {
            SyncDirectory();
        }
    }

    private void SyncDirectory()
    {
        foreach (var (name, file) in _pendingNames)
        {
            _durableNames[name] = file;
        }

        _pendingNames.Clear();
    }
}
