namespace Uhit.Client.Wire.Mapping.Reading;

/// <summary>Turns the average power of intervals into their energy.</summary>
/// <remarks>Of 5 or 20 minutes the energy is mostly no decimal number: 1 kW for 5 minutes is 0.08333… kWh. Such a one is rounded to <see cref="ExtraPlaces"/> places more than it would
/// have else, and what rounding took or gave is carried to the next one of the same hour. So the energy of an hour is right to the last place, and the readings of a whole hour are
/// the same in whichever message they come.</remarks>
/// <param name="minutes">The length of an interval.</param>
internal sealed class EnergyOfPower(int minutes)
{
    /// <summary>How many places more a rounded energy has.</summary>
    public const int ExtraPlaces = 9;

    private const int MostPlaces = 28;
    private long _hour = -1;
    private decimal _carry;

    /// <summary>The energy of an interval; <see langword="null"/> where the power has more digits than can be reckoned with.</summary>
    /// <param name="endUtc">The ticks of the end of the interval.</param>
    /// <param name="power">The average power in it.</param>
    public decimal? Of(long endUtc, decimal power)
    {
        // Of a division by 60 only the part by 3 may not come out even.
        if (Exact.Times(power, minutes, 20) is not { } triple)
        {
            return null;
        }

        return Exact.Times(triple, 1, 3) ?? Rounded((endUtc - (minutes * TimeSpan.TicksPerMinute)) / TimeSpan.TicksPerHour, triple);
    }

    private decimal? Rounded(long hour, decimal triple)
    {
        if (hour != _hour)
        {
            (_hour, _carry) = (hour, 0);
        }

        var total = triple + _carry;
        var energy = Math.Round(total / 3, Math.Max(Math.Min(triple.Scale + ExtraPlaces, MostPlaces), _carry.Scale), MidpointRounding.ToEven);
        if (total - _carry != triple || Exact.Multiply(energy, 3) is not { } taken)
        {
            return null;
        }

        _carry = total - taken;
        return energy;
    }
}
