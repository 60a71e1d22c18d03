using Uhit.Client.Usage;

namespace Uhit.Client.Export.Readings;

/// <summary>What one ESI ID has of one channel, as columns: energy in kWh, in order of time. Used again for the next ESI ID.</summary>
/// <remarks>What every format is written from. Values are 64-bit integers of one scale, or decimals where those do not hold them.</remarks>
internal sealed class EnergyReadings
{
    private readonly List<ReadType> _readTypes = [];
    private long[] _starts = [];
    private short[] _minutes = [];
    private byte[] _qualities = [];
    private long[] _scaled = [];
    private decimal[] _wide = [];

    public EsiId EsiId { get; private set; }

    public UsageChannel Channel { get; private set; }

    public int Count { get; private set; }

    /// <summary>Whether the values are <see cref="Wide"/>.</summary>
    public bool IsWide { get; private set; }

    /// <summary>The decimal places of <see cref="Scaled"/>.</summary>
    public byte Scale { get; private set; }

    /// <summary>The beginnings of the intervals, UTC ticks.</summary>
    public ReadOnlySpan<long> Starts => _starts.AsSpan(0, Count);

    /// <summary>The lengths of the intervals, minutes.</summary>
    public ReadOnlySpan<short> Minutes => _minutes.AsSpan(0, Count);

    /// <summary>Positions in <see cref="ReadTypes"/>.</summary>
    public ReadOnlySpan<byte> Qualities => _qualities.AsSpan(0, Count);

    public IReadOnlyList<ReadType> ReadTypes => _readTypes;

    public ReadOnlySpan<long> Scaled => _scaled.AsSpan(0, IsWide ? 0 : Count);

    public ReadOnlySpan<decimal> Wide => _wide.AsSpan(0, IsWide ? Count : 0);

    public long StartAt(int index) => _starts[index];

    public long EndAt(int index) => _starts[index] + (_minutes[index] * TimeSpan.TicksPerMinute);

    public ReadType ReadTypeAt(int index) => _readTypes[_qualities[index]];

    public decimal ValueAt(int index) => IsWide ? _wide[index] : ScaledDecimal.Of(_scaled[index], Scale);

    /// <summary>The first position whose interval begins at an instant or later.</summary>
    public int FirstAt(long utcTicks)
    {
        var index = Starts.BinarySearch(utcTicks);
        if (index < 0)
        {
            return ~index;
        }

        // Intervals of two lengths may begin at one time.
        while (index > 0 && _starts[index - 1] == utcTicks)
        {
            index--;
        }

        return index;
    }

    public Fraction Sum()
    {
        if (!IsWide)
        {
            Int128 sum = 0;
            foreach (var value in Scaled)
            {
                sum += value;
            }

            return Fraction.Of(sum, Scale);
        }

        var total = Fraction.Zero;
        foreach (var value in Wide)
        {
            total += Fraction.Of(value);
        }

        return total;
    }

    public IEnumerable<(ReadType Type, int Count)> CountReadTypes()
    {
        for (var i = 0; i < _readTypes.Count; i++)
        {
            yield return (_readTypes[i], Qualities.Count((byte)i));
        }
    }

    /// <summary>How many readings of each length of interval there are; of the first one also where there are none.</summary>
    public IEnumerable<(int Minutes, int Count)> CountLengths(int from, int to)
    {
        foreach (var minutes in _minutes[..Count].Distinct())
        {
            yield return (minutes, Minutes[from..to].Count(minutes));
        }
    }

    /// <summary>How many readings there is room for in the gaps.</summary>
    public long CountMissing()
    {
        var missing = 0L;
        var end = Count == 0 ? 0 : _starts[0];
        for (var i = 0; i < Count; i++)
        {
            var length = _minutes[i] * TimeSpan.TicksPerMinute;
            missing += Math.Max(0, _starts[i] - end + length - 1) / length;
            end = Math.Max(end, EndAt(i));
        }

        return missing;
    }

    public void Begin(EsiId esiId, UsageChannel channel, int capacity)
    {
        EsiId = esiId;
        Channel = channel;
        Count = 0;
        IsWide = false;
        Scale = 0;
        _readTypes.Clear();
        if (_starts.Length < capacity)
        {
            _starts = new long[capacity];
            _minutes = new short[capacity];
            _qualities = new byte[capacity];
            _scaled = new long[capacity];
        }
    }

    /// <summary>Says that the values that follow are decimals; there are none yet.</summary>
    public void BeginWide()
    {
        IsWide = true;
        if (_wide.Length < _starts.Length)
        {
            _wide = new decimal[_starts.Length];
        }
    }

    /// <summary>Says in which scale the values are that follow; there are none yet.</summary>
    public void BeginScaled(byte scale) => Scale = scale;

    public void Add(long start, short minutes, ReadType readType, long scaled)
    {
        _scaled[Count] = scaled;
        Add(start, minutes, readType);
    }

    public void Add(long start, short minutes, ReadType readType, decimal value)
    {
        _wide[Count] = value;
        Add(start, minutes, readType);
    }

    private void Add(long start, short minutes, ReadType readType)
    {
        _starts[Count] = start;
        _minutes[Count] = minutes;
        _qualities[Count] = QualityOf(readType);
        Count++;
    }

    private byte QualityOf(ReadType readType)
    {
        // Nearly always that of the reading before.
        if (Count > 0 && _readTypes[_qualities[Count - 1]] == readType)
        {
            return _qualities[Count - 1];
        }

        var known = _readTypes.IndexOf(readType);
        if (known < 0)
        {
            known = _readTypes.Count;
            _readTypes.Add(readType);
        }

        return (byte)known;
    }
}
