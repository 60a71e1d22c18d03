using System.Collections.Immutable;
using System.Numerics;

namespace Uhit.Client.Usage;

/// <summary>The columns behind a series: eight bytes of value and one of quality a reading, times as runs.</summary>
internal sealed class IntervalColumns
{
    /// <summary>The greatest scale at which values are kept as 64-bit integers.</summary>
    public const byte MaxScale = 18;

    private readonly IntervalRun[] _runs;
    private readonly long[] _values;
    private readonly decimal[]? _wideValues;
    private readonly byte[] _qualities;
    private readonly ImmutableArray<ReadType> _readTypes;
    private readonly long _intervalTicks;
    private int[]? _overlapping;

    /// <param name="runs">In order of time.</param>
    /// <param name="values">Scaled by ten to the power of <paramref name="scale"/>; empty where
    /// <paramref name="wideValues"/> are given.</param>
    /// <param name="wideValues">Values that do not fit a scaled 64-bit integer; else null.</param>
    /// <param name="scale">0 to 18.</param>
    /// <param name="qualities">Positions in <paramref name="readTypes"/>.</param>
    /// <param name="readTypes">The read types that occur.</param>
    /// <param name="interval">The length of an interval.</param>
    /// <param name="conflicts">How many readings came twice with another value.</param>
    public IntervalColumns(
        IntervalRun[] runs, long[] values, decimal[]? wideValues, byte scale, byte[] qualities, ImmutableArray<ReadType> readTypes,
        TimeSpan interval, int conflicts)
    {
        _runs = runs;
        _values = values;
        _wideValues = wideValues;
        Scale = scale;
        _qualities = qualities;
        _readTypes = readTypes;
        _intervalTicks = interval.Ticks;
        Conflicts = conflicts;
    }

    public int Count => _qualities.Length;

    public int Conflicts { get; }

    /// <summary>Readings that lost against a later one of the same time: known while a message is read, not packed.</summary>
    public ImmutableArray<IntervalReading> Dropped { get; init; } = [];

    public byte Scale { get; }

    public ReadOnlySpan<IntervalRun> Runs => _runs;

    public ReadOnlySpan<long> Values => _values;

    public ReadOnlySpan<decimal> WideValues => _wideValues;

    public ReadOnlySpan<byte> Qualities => _qualities;

    public ImmutableArray<ReadType> ReadTypes => _readTypes;

    public IntervalReading this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            return ReadingOf(_runs[RunOf(index)], index);
        }
    }

    public decimal ValueAt(int index) => _wideValues is { } wide ? wide[index] : ScaledDecimal.Of(_values[index], Scale);

    /// <summary>The end of an interval of a run, in UTC ticks.</summary>
    public long EndUtcTicks(IntervalRun run, int index) => run.FirstEndUtcTicks + ((index - run.FirstIndex) * _intervalTicks);

    /// <summary>The position behind the last reading of a run.</summary>
    public int EndIndexOf(int run) => run + 1 < _runs.Length ? _runs[run + 1].FirstIndex : Count;

    public IntervalReading ReadingOf(IntervalRun run, int index)
    {
        var offset = new TimeSpan(run.OffsetMinutes * TimeSpan.TicksPerMinute);
        return new IntervalReading(
            new DateTimeOffset(EndUtcTicks(run, index) + offset.Ticks, offset), ValueAt(index), _readTypes[_qualities[index]]);
    }

    /// <summary>The positions of readings whose interval intersects that of another one, in order.</summary>
    public ReadOnlySpan<int> Overlapping => _overlapping ??= IntervalOverlaps.Of(this, _intervalTicks);

    /// <summary>How many readings of a range overlap another one.</summary>
    public int OverlappingIn(int from, int to) => FirstOverlappingAt(to) - FirstOverlappingAt(from);

    /// <summary>The sum of a range of positions; <see langword="null"/> where no decimal holds it.</summary>
    public decimal? Sum(int from, int to) =>
        _wideValues is null ? ScaledDecimal.Of(NarrowSum(from, to), Scale) : ExactSum(from, to).ToDecimal();

    /// <summary>The exact sum of the readings of a range that overlap no other one; <see langword="null"/> where all of them do.</summary>
    public Fraction? ClearSum(int from, int to)
    {
        var overlapping = Overlapping[FirstOverlappingAt(from)..FirstOverlappingAt(to)];
        if (overlapping.IsEmpty)
        {
            return ExactSum(from, to);
        }

        var units = BigInteger.Zero;
        foreach (var index in overlapping)
        {
            units += Fraction.UnitsOf(-ValueAt(index));
        }

        return overlapping.Length == to - from ? null : ExactSum(from, to) + Fraction.OfUnits(units);
    }

    public bool IsOverlapping(int index) => Overlapping.BinarySearch(index) >= 0;

    /// <summary>The position of the highest value that overlaps no other one, of several the first; -1 where there is none.</summary>
    public int IndexOfHighest()
    {
        var highest = -1;
        for (var i = 0; i < Count; i++)
        {
            if ((highest < 0 || (_wideValues is { } wide ? wide[i] > wide[highest] : _values[i] > _values[highest])) && !IsOverlapping(i))
            {
                highest = i;
            }
        }

        return highest;
    }

    public int CountOf(ReadType readType, int from, int to)
    {
        // Two that are stored may be one by now: codes were told apart by padding and case before.
        var count = 0;
        for (var index = 0; index < _readTypes.Length; index++)
        {
            count += _readTypes[index] == readType ? _qualities.AsSpan(from, to - from).Count((byte)index) : 0;
        }

        return count;
    }

    /// <summary>The first position, from one on, whose interval begins at an instant or later.</summary>
    public int FirstThatBeginsAt(long utcTicks, int from)
    {
        var low = from;
        var high = Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (EndUtcTicks(_runs[RunOf(middle)], middle) - _intervalTicks >= utcTicks)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }

    private int FirstOverlappingAt(int index)
    {
        var position = Overlapping.BinarySearch(index);
        return position < 0 ? ~position : position;
    }

    private Fraction ExactSum(int from, int to)
    {
        if (_wideValues is not { } wide)
        {
            return Fraction.Of(NarrowSum(from, to), Scale);
        }

        var units = BigInteger.Zero;
        foreach (var value in wide.AsSpan(from, to - from))
        {
            units += Fraction.UnitsOf(value);
        }

        return Fraction.OfUnits(units);
    }

    private Int128 NarrowSum(int from, int to)
    {
        Int128 sum = 0;
        foreach (var value in _values.AsSpan(from, to - from))
        {
            sum += value;
        }

        return sum;
    }

    private int RunOf(int index)
    {
        var low = 0;
        var high = _runs.Length - 1;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (_runs[middle].FirstIndex <= index)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return low;
    }
}
