using System.Collections;

namespace Uhit.Client.Usage;

/// <summary>One channel of one meter: a year of 15-minute readings in compact columns, with a list view.</summary>
/// <remarks>Immutable and thread-safe. Readings are in order of time; a missing reading is absent, never zero. About 9 bytes a reading.
/// Made by <see cref="IntervalSeriesBuilder"/>.</remarks>
public sealed class IntervalSeries : IReadOnlyList<IntervalReading>
{
    private readonly IntervalColumns _columns;

    internal IntervalSeries(string? meterNumber, UsageChannel channel, UsageUnit unit, TimeSpan interval, IntervalColumns columns)
    {
        MeterNumber = meterNumber;
        Channel = channel;
        Unit = unit;
        Interval = interval;
        _columns = columns;
    }

    /// <summary>The meter, where CNP names it.</summary>
    public string? MeterNumber { get; }

    /// <summary>Which way and what is measured.</summary>
    public UsageChannel Channel { get; }

    /// <summary>The unit of every reading.</summary>
    public UsageUnit Unit { get; }

    /// <summary>The length of every interval: 15 minutes; also 5, 30, 60.</summary>
    public TimeSpan Interval { get; }

    /// <summary>How many readings there are.</summary>
    public int Count => _columns.Count;

    /// <summary>Readings that were sent more than once with another value: the last one sent is kept.</summary>
    public int Conflicts => _columns.Conflicts;

    /// <summary>The reading at a position, in order of time.</summary>
    /// <param name="index">The position, from 0.</param>
    public IntervalReading this[int index] => _columns[index];

    /// <summary>The beginning of the first interval; <see langword="null"/> without readings.</summary>
    public DateTimeOffset? Start => Count == 0 ? null : this[0].End - Interval;

    /// <summary>The end of the last interval; <see langword="null"/> without readings.</summary>
    public DateTimeOffset? End => Count == 0 ? null : this[Count - 1].End;

    internal IntervalColumns Columns => _columns;

    /// <summary>The readings in order of time.</summary>
    public IEnumerator<IntervalReading> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
