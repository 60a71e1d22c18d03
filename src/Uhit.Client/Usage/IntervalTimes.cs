using System.Runtime.InteropServices;

namespace Uhit.Client.Usage;

/// <summary>The times of a series as it grows: runs while readings come in order, one by one from the first that does not.</summary>
internal sealed class IntervalTimes(long intervalTicks)
{
    private readonly List<IntervalRun> _runs = [];
    private List<long>? _ends;
    private List<short>? _offsets;
    private int _count;
    private long _lastEnd = long.MinValue;
    private short _lastOffset;

    public bool InOrder => _ends is null;

    public void Add(DateTimeOffset end)
    {
        var ticks = end.UtcTicks;
        var offset = (short)end.TotalOffsetMinutes;
        if (InOrder && ticks <= _lastEnd)
        {
            Expand();
        }

        if (_ends is not null)
        {
            _ends.Add(ticks);
            _offsets!.Add(offset);
        }
        else if (_count == 0 || ticks != _lastEnd + intervalTicks || offset != _lastOffset)
        {
            _runs.Add(new IntervalRun(_count, ticks, offset));
        }

        _lastEnd = ticks;
        _lastOffset = offset;
        _count++;
    }

    public IntervalRun[] ToRuns() => [.. _runs];

    /// <summary>The positions in order of time; of the same instant in the order in which they were added.</summary>
    public int[] SortedIndexes()
    {
        var indexes = new int[_count];
        for (var i = 0; i < indexes.Length; i++)
        {
            indexes[i] = i;
        }

        var ends = _ends!;
        indexes.AsSpan().Sort((left, right) =>
        {
            var byTime = ends[left].CompareTo(ends[right]);
            return byTime != 0 ? byTime : left.CompareTo(right);
        });
        return indexes;
    }

    public bool IsSameInstant(int left, int right) => _ends![left] == _ends[right];

    /// <summary>The end of a reading, while they are not in order.</summary>
    public DateTimeOffset EndOf(int index)
    {
        var offset = TimeSpan.FromMinutes(_offsets![index]);
        return new DateTimeOffset(_ends![index] + offset.Ticks, offset);
    }

    /// <summary>Leaves the readings at some positions, which are in order of time now.</summary>
    public void Keep(List<int> kept)
    {
        var ends = _ends!;
        var offsets = _offsets!;
        _runs.Clear();
        _ends = null;
        _offsets = null;
        _count = 0;
        _lastEnd = long.MinValue;
        foreach (var index in kept)
        {
            var offset = TimeSpan.FromMinutes(offsets[index]);
            Add(new DateTimeOffset(ends[index] + offset.Ticks, offset));
        }
    }

    private void Expand()
    {
        _ends = new List<long>(_count);
        _offsets = new List<short>(_count);
        var runs = CollectionsMarshal.AsSpan(_runs);
        for (var i = 0; i < runs.Length; i++)
        {
            var next = i + 1 < runs.Length ? runs[i + 1].FirstIndex : _count;
            for (var index = runs[i].FirstIndex; index < next; index++)
            {
                _ends.Add(runs[i].FirstEndUtcTicks + ((index - runs[i].FirstIndex) * intervalTicks));
                _offsets.Add(runs[i].OffsetMinutes);
            }
        }

        _runs.Clear();
    }
}

/// <summary>Readings that follow each other without gap and have the same offset from UTC.</summary>
/// <param name="FirstIndex">The position of the first of them.</param>
/// <param name="FirstEndUtcTicks">The end of its interval, in UTC ticks.</param>
/// <param name="OffsetMinutes">Their offset from UTC.</param>
internal readonly record struct IntervalRun(int FirstIndex, long FirstEndUtcTicks, short OffsetMinutes);
