namespace Uhit.Client.Usage;

/// <summary>The values of a series as it grows: 64-bit integers of one common scale, decimals from the first that does not fit.</summary>
internal sealed class IntervalQuantities
{
    private readonly List<long> _scaled = [];
    private List<decimal>? _wide;

    public byte Scale { get; private set; }

    public void Add(decimal value)
    {
        if (_wide is null && value.Scale <= IntervalColumns.MaxScale && ScaledDecimal.TryUnscale(value, out var scaled))
        {
            Add(scaled, value.Scale);
        }
        else
        {
            Widen().Add(value);
        }
    }

    public void Add(long scaled, byte scale)
    {
        if (_wide is null && scale > Scale && !TryRaise(scale))
        {
            Widen();
        }

        if (_wide is not null)
        {
            _wide.Add(ScaledDecimal.Of(scaled, scale));
        }
        else if (ScaledDecimal.TryMultiply(scaled, Scale - scale, out var raised))
        {
            _scaled.Add(raised);
        }
        else
        {
            Widen().Add(ScaledDecimal.Of(scaled, scale));
        }
    }

    public bool AreEqual(int left, int right) => _wide is null ? _scaled[left] == _scaled[right] : _wide[left] == _wide[right];

    public decimal ValueAt(int index) => _wide is null ? ScaledDecimal.Of(_scaled[index], Scale) : _wide[index];

    public void Keep(List<int> kept)
    {
        if (_wide is null)
        {
            ListOrder.Keep(_scaled, kept);
        }
        else
        {
            ListOrder.Keep(_wide, kept);
        }
    }

    public long[] ToScaled() => [.. _scaled];

    public decimal[]? ToWide() => _wide?.ToArray();

    private bool TryRaise(byte scale)
    {
        foreach (var value in _scaled)
        {
            if (!ScaledDecimal.TryMultiply(value, scale - Scale, out _))
            {
                return false;
            }
        }

        for (var i = 0; i < _scaled.Count; i++)
        {
            _scaled[i] *= ScaledDecimal.PowerOfTen(scale - Scale);
        }

        Scale = scale;
        return true;
    }

    private List<decimal> Widen()
    {
        if (_wide is null)
        {
            var scale = Scale;
            _wide = _scaled.ConvertAll(value => ScaledDecimal.Of(value, scale));
            _scaled.Clear();
            Scale = 0;
        }

        return _wide;
    }
}
