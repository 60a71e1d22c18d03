namespace Uhit.Client.Usage;

/// <summary>Makes an <see cref="IntervalSeries"/> from readings in any order.</summary>
/// <remarks>Not thread-safe. A reading that is added twice with the same value is kept once; with another value the last one is kept and
/// counted as a conflict. Readings that come in order of time take about 9 bytes each while it grows.</remarks>
public sealed class IntervalSeriesBuilder
{
    internal const int MaxReadTypes = 250;

    private readonly string? _meterNumber;
    private readonly UsageChannel _channel;
    private readonly UsageUnit _unit;
    private readonly TimeSpan _interval;
    private readonly IntervalTimes _times;
    private readonly IntervalQuantities _quantities = new();
    private readonly List<byte> _qualities = [];
    private readonly List<ReadType> _readTypes = [];
    private readonly List<IntervalReading> _dropped = [];
    private int _conflicts;

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
        _times = new IntervalTimes(interval.Ticks);
    }

    /// <summary>How many readings were added.</summary>
    public int Count => _qualities.Count;

    /// <summary>Adds a reading.</summary>
    /// <param name="end">The end of the interval, with its offset from UTC.</param>
    /// <param name="quantity">The value, exact.</param>
    /// <param name="readType">How it came about.</param>
    /// <exception cref="InvalidOperationException">More than 250 read types in one series.</exception>
    public void Add(DateTimeOffset end, decimal quantity, ReadType readType)
    {
        _qualities.Add(QualityOf(readType));
        _times.Add(end);
        _quantities.Add(quantity);
    }

    /// <summary>Adds a reading whose value is a whole number of the last decimal place: 1234 with three places is 1.234.</summary>
    /// <param name="end">The end of the interval, with its offset from UTC.</param>
    /// <param name="scaledQuantity">The value times ten to the power of <paramref name="places"/>.</param>
    /// <param name="places">How many decimal places there are, 0 to 18.</param>
    /// <param name="readType">How it came about.</param>
    /// <exception cref="InvalidOperationException">More than 250 read types in one series.</exception>
    public void AddScaled(DateTimeOffset end, long scaledQuantity, byte places, ReadType readType)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(places, IntervalColumns.MaxScale);
        _qualities.Add(QualityOf(readType));
        _times.Add(end);
        _quantities.Add(scaledQuantity, places);
    }

    /// <summary>Makes the series. The builder may go on growing afterwards.</summary>
    public IntervalSeries Build() => Build(_meterNumber, _channel, _unit);

    /// <summary>Makes the series of what is known only now.</summary>
    internal IntervalSeries Build(string? meterNumber, UsageChannel channel, UsageUnit unit)
    {
        SortAndDropRepeats();
        var columns = new IntervalColumns(
            _times.ToRuns(), _quantities.ToScaled(), _quantities.ToWide(), _quantities.Scale, [.. _qualities], [.. _readTypes], _interval,
            _conflicts)
        {
            Dropped = [.. _dropped],
        };
        return new IntervalSeries(meterNumber, channel, unit, _interval, columns);
    }

    /// <summary>Counts conflicts that were found elsewhere, as in the series that this one is put together from.</summary>
    internal void AddConflicts(int count) => _conflicts = (int)Math.Min(int.MaxValue, (long)_conflicts + count);

    private byte QualityOf(ReadType readType)
    {
        var known = _readTypes.IndexOf(readType);
        if (known >= 0)
        {
            return (byte)known;
        }

        if (_readTypes.Count == MaxReadTypes)
        {
            throw new InvalidOperationException($"A series has at most {MaxReadTypes} different read types.");
        }

        _readTypes.Add(readType);
        return (byte)(_readTypes.Count - 1);
    }

    private void NoteConflict(int dropped, int kept)
    {
        if (!_quantities.AreEqual(dropped, kept) || _qualities[dropped] != _qualities[kept])
        {
            _conflicts++;
            _dropped.Add(new IntervalReading(_times.EndOf(dropped), _quantities.ValueAt(dropped), _readTypes[_qualities[dropped]]));
        }
    }

    private void SortAndDropRepeats()
    {
        if (_times.InOrder)
        {
            return;
        }

        var kept = new List<int>(Count);
        foreach (var index in _times.SortedIndexes())
        {
            if (kept.Count > 0 && _times.IsSameInstant(kept[^1], index))
            {
                NoteConflict(kept[^1], index);
                kept[^1] = index;
            }
            else
            {
                kept.Add(index);
            }
        }

        _times.Keep(kept);
        _quantities.Keep(kept);
        ListOrder.Keep(_qualities, kept);
    }
}
