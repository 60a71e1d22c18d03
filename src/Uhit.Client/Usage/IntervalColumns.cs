using System.Collections.Immutable;

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

    /// <param name="runs">In order of time.</param>
    /// <param name="values">Scaled by ten to the power of <paramref name="scale"/>; empty where <paramref name="wideValues"/> are given.</param>
    /// <param name="wideValues">Values that do not fit a scaled 64-bit integer; else null.</param>
    /// <param name="scale">0 to 18.</param>
    /// <param name="qualities">Positions in <paramref name="readTypes"/>.</param>
    /// <param name="readTypes">The read types that occur.</param>
    /// <param name="interval">The length of an interval.</param>
    /// <param name="conflicts">How many readings came twice with another value.</param>
    public IntervalColumns(
        IntervalRun[] runs, long[] values, decimal[]? wideValues, byte scale, byte[] qualities, ImmutableArray<ReadType> readTypes, TimeSpan interval, int conflicts)
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
            var run = _runs[RunOf(index)];
            var utc = run.FirstEndUtcTicks + ((index - run.FirstIndex) * _intervalTicks);
            var offset = TimeSpan.FromMinutes(run.OffsetMinutes);
            return new IntervalReading(new DateTimeOffset(utc + offset.Ticks, offset), ValueAt(index), _readTypes[_qualities[index]]);
        }
    }

    public decimal ValueAt(int index) => _wideValues is { } wide ? wide[index] : Unscale(_values[index], Scale);

    private static decimal Unscale(long value, byte scale)
    {
        var magnitude = value < 0 ? (ulong)-(value + 1) + 1 : (ulong)value;
        return new decimal((int)(uint)magnitude, (int)(uint)(magnitude >> 32), 0, value < 0, scale);
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
