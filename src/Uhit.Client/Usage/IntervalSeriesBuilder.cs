namespace Uhit.Client.Usage;

/// <summary>Makes an <see cref="IntervalSeries"/> from readings in any order.</summary>
/// <remarks>Not thread-safe. A reading that is added twice with the same value is kept once; with another value the last one is kept and counted as a conflict.</remarks>
public sealed class IntervalSeriesBuilder
{
    private readonly string? _meterNumber;
    private readonly UsageChannel _channel;
    private readonly UsageUnit _unit;
    private readonly TimeSpan _interval;

    // Columns as they grow: the end in UTC ticks, the offset, the exact value, the read type.
    private readonly List<long> _ends = [];
    private readonly List<short> _offsets = [];
    private readonly List<decimal> _values = [];
    private readonly List<byte> _qualities = [];
    private readonly List<ReadType> _readTypes = [];
    private bool _inOrder = true;

    /// <summary>Begins a series.</summary>
    /// <param name="meterNumber">The meter, where it is known.</param>
    /// <param name="channel">Which way and what is measured.</param>
    /// <param name="unit">The unit of every reading.</param>
    /// <param name="interval">The length of every interval: a whole number of minutes, at most a day.</param>
    public IntervalSeriesBuilder(string? meterNumber, UsageChannel channel, UsageUnit unit, TimeSpan interval)
    {
        if (interval <= TimeSpan.Zero || interval > TimeSpan.FromDays(1) || interval.Ticks % TimeSpan.TicksPerMinute != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(interval), "An interval is a whole number of minutes, at most a day.");
        }

        _meterNumber = meterNumber;
        _channel = channel;
        _unit = unit;
        _interval = interval;
    }

    /// <summary>How many readings were added.</summary>
    public int Count => _ends.Count;

    /// <summary>Adds a reading.</summary>
    /// <param name="end">The end of the interval, with its offset from UTC.</param>
    /// <param name="quantity">The value, exact.</param>
    /// <param name="readType">How it came about.</param>
    /// <exception cref="InvalidOperationException">More than 250 read types in one series.</exception>
    public void Add(DateTimeOffset end, decimal quantity, ReadType readType)
    {
        var ticks = end.UtcTicks;
        _inOrder &= _ends.Count == 0 || _ends[^1] < ticks;
        _ends.Add(ticks);
        _offsets.Add((short)end.TotalOffsetMinutes);
        _values.Add(quantity);
        _qualities.Add(QualityOf(readType));
    }

    /// <summary>Makes the series.</summary>
    public IntervalSeries Build()
    {
        var conflicts = _inOrder ? 0 : Sort();
        var runs = Runs();
        var scale = _values.Count == 0 ? (byte)0 : _values.Max(value => value.Scale);
        var scaled = Scale(scale);
        var columns = new IntervalColumns(
            runs, scaled ?? [], scaled is null ? [.. _values] : null, scale, [.. _qualities], [.. _readTypes], _interval, conflicts);
        return new IntervalSeries(_meterNumber, _channel, _unit, _interval, columns);
    }

    private byte QualityOf(ReadType readType)
    {
        var known = _readTypes.IndexOf(readType);
        if (known >= 0)
        {
            return (byte)known;
        }

        if (_readTypes.Count == 250)
        {
            throw new InvalidOperationException("A series has at most 250 different read types.");
        }

        _readTypes.Add(readType);
        return (byte)(_readTypes.Count - 1);
    }

    private int Sort()
    {
        var order = Enumerable.Range(0, _ends.Count).OrderBy(i => _ends[i]).ThenBy(i => i).ToArray();
        var kept = new List<int>(order.Length);
        var conflicts = 0;
        foreach (var index in order)
        {
            if (kept.Count > 0 && _ends[kept[^1]] == _ends[index])
            {
                conflicts += _values[kept[^1]] == _values[index] && _qualities[kept[^1]] == _qualities[index] ? 0 : 1;
                kept[^1] = index;
            }
            else
            {
                kept.Add(index);
            }
        }

        Reorder(_ends, kept);
        Reorder(_offsets, kept);
        Reorder(_values, kept);
        Reorder(_qualities, kept);
        _inOrder = true;
        return conflicts;
    }

    private static void Reorder<T>(List<T> list, List<int> kept)
    {
        var copy = kept.ConvertAll(index => list[index]);
        list.Clear();
        list.AddRange(copy);
    }

    private IntervalRun[] Runs()
    {
        var runs = new List<IntervalRun>();
        for (var i = 0; i < _ends.Count; i++)
        {
            if (i == 0 || _ends[i] != _ends[i - 1] + _interval.Ticks || _offsets[i] != _offsets[i - 1])
            {
                runs.Add(new IntervalRun(i, _ends[i], _offsets[i]));
            }
        }

        return [.. runs];
    }

    private long[]? Scale(byte scale)
    {
        if (scale > 18)
        {
            return null;
        }

        var scaled = new long[_values.Count];
        var power = (decimal)Math.Pow(10, scale);
        for (var i = 0; i < scaled.Length; i++)
        {
            var value = _values[i];
            if (Math.Abs(value) > long.MaxValue / power)
            {
                return null;
            }

            scaled[i] = (long)(value * power);
        }

        return scaled;
    }
}
