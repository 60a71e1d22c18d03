using Uhit.Client.Reliability.Disk;

namespace Uhit.Client.Reliability.Power;

/// <summary>A file of a <see cref="ModelDisk"/>: what is on the disk for sure, and what was written after that.</summary>
internal sealed class ModelFile
{
    private readonly List<(int Position, TraceEntry Entry)> _pending = [];
    private readonly DiskImage _durable = new();

    public void Change(int position, TraceEntry entry) => _pending.Add((position, entry));

    /// <summary>A new trace begins: all that is pending is older than it.</summary>
    public void Restart()
    {
        for (var i = 0; i < _pending.Count; i++)
        {
            _pending[i] = (-1, _pending[i].Entry);
        }
    }

    public void Sync(int coversBefore)
    {
        foreach (var (_, entry) in _pending.TakeWhile(change => change.Position < coversBefore))
        {
            Apply(_durable, entry);
        }

        _pending.RemoveAll(change => change.Position < coversBefore);
    }

    /// <summary>A sync that failed: some of it is on the disk, and the kernel holds the rest for
    /// written. No later sync brings that back.</summary>
    public void FailSync(int coversBefore, Random random)
    {
        foreach (var (_, entry) in _pending.TakeWhile(change => change.Position < coversBefore))
        {
            if (random.Next(2) == 0)
            {
                Apply(_durable, entry);
            }
        }

        _pending.RemoveAll(change => change.Position < coversBefore);
    }

    /// <summary>What is found after the power has failed now.</summary>
    /// <param name="survival">The probability that an unsynced write survives.</param>
    /// <param name="sector">The size of what is written whole or not at all.</param>
    /// <param name="random">Decides.</param>
    public DiskImage Crash(double survival, int sector, Random random)
    {
        var image = _durable.Copy();
        foreach (var (_, entry) in _pending)
        {
            if (random.NextDouble() >= survival)
            {
                continue;
            }

            if (entry.Kind is DiskOperationKind.Write && random.Next(3) == 0)
            {
                WriteTorn(image, entry, sector, random);
            }
            else
            {
                Apply(image, entry);
            }
        }

        return image;
    }

    /// <summary>What the system's cache has: every write, as a process sees it that starts after another was killed.</summary>
    public DiskImage Cached()
    {
        var image = _durable.Copy();
        _pending.ForEach(change => Apply(image, change.Entry));
        return image;
    }

    private static void Apply(DiskImage image, TraceEntry entry)
    {
        if (entry.Kind is DiskOperationKind.Truncate)
        {
            image.Truncate(entry.Offset);
        }
        else
        {
            image.Write(entry.Offset, entry.Bytes);
        }
    }

    private static void WriteTorn(DiskImage image, TraceEntry entry, int sector, Random random)
    {
        for (var at = 0; at < entry.Bytes.Length;)
        {
            var border = (int)(sector - ((entry.Offset + at) % sector));
            var count = Math.Min(border, entry.Bytes.Length - at);
            if (random.Next(2) == 0)
            {
                image.Write(entry.Offset + at, entry.Bytes.AsSpan(at, count));
            }

            at += count;
        }
    }
}
