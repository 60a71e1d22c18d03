using Uhit.Client.Usage;

namespace Uhit.Client.Wire.Mapping.Reading;

/// <summary>Turns the average power of the intervals of a series into their energy, once all are
/// there and in order of time, each once.</summary>
/// <remarks>Of 5 or 20 minutes the energy is mostly no decimal number: 1 kW for 5 minutes is 0.08333… kWh. Such a one is rounded to
/// <see cref="ExtraPlaces"/> places more than it would have else, and what rounding took or gave is carried to the next one of the same
/// hour. So the energy of an hour is right to the last place, and the readings of a whole hour are the same in whichever message, in
/// whichever order and how often ever they come. A day has the hours between its midnights.</remarks>
/// <param name="minutes">The length of an interval.</param>
/// <param name="dayZone">The zone at whose midnights days end, where it is known.</param>
internal sealed class EnergyOfPower(int minutes, TimeZoneInfo? dayZone)
{
    /// <summary>How many places more a rounded energy has.</summary>
    public const int ExtraPlaces = 9;

    private const int MostPlaces = 28;
    private readonly LocalClock? _dayClock = minutes * TimeSpan.TicksPerMinute == TimeSpan.TicksPerDay && dayZone is not null
        ? new LocalClock(dayZone)
        : null;
    private long _hour = -1;
    private decimal _carry;

    /// <summary>Whether the energy of an interval can be reckoned: whether its power has not too many digits.</summary>
    public bool IsKnown(DateTimeOffset end, decimal power) => Alone(end, power) is not null;

    /// <summary>The energy of the intervals of a series of powers; <see langword="null"/> where some power
    /// has more digits than can be reckoned with.</summary>
    public IntervalColumns? Of(IntervalColumns powers)
    {
        _hour = -1;
        var energies = new IntervalQuantities();
        for (var run = 0; run < powers.Runs.Length; run++)
        {
            for (var i = powers.Runs[run].FirstIndex; i < powers.EndIndexOf(run); i++)
            {
                if (Of(powers.ReadingOf(powers.Runs[run], i)) is not { } energy)
                {
                    return null;
                }

                energies.Add(energy);
            }
        }

        return new IntervalColumns(
            powers.Runs.ToArray(),
            energies.ToScaled(),
            energies.ToWide(),
            energies.Scale,
            powers.Qualities.ToArray(),
            powers.ReadTypes,
            TimeSpan.FromMinutes(minutes),
            powers.Conflicts)
        {
            Dropped =
                [.. powers.Dropped.Select(reading => reading with { Quantity = Alone(reading.End, reading.Quantity) ?? reading.Quantity })],
        };
    }

    private decimal? Of(in IntervalReading reading)
    {
        // Of a division by 60 only the part by 3 may not come out even.
        if (Exact.Times(reading.Quantity, MinutesOf(reading.End), 20) is not { } triple)
        {
            return null;
        }

        return Exact.Times(triple, 1, 3)
            ?? Rounded((reading.End.UtcTicks - (minutes * TimeSpan.TicksPerMinute)) / TimeSpan.TicksPerHour, triple);
    }

    private decimal? Alone(DateTimeOffset end, decimal power)
    {
        _hour = -1;
        return Of(new IntervalReading(end, power, default));
    }

    // A day of the change has an hour more or less, whether its end is the midnight behind it or 24 hours behind its start.
    private int MinutesOf(DateTimeOffset end)
    {
        if (_dayClock is null)
        {
            return minutes;
        }

        var (last, first) = (_dayClock.At(end.UtcTicks), _dayClock.At(end.UtcTicks - TimeSpan.TicksPerDay));
        var day = last.TimeOfDay == TimeSpan.Zero
            ? DateOnly.FromDateTime(last.DateTime).AddDays(-1)
            : DateOnly.FromDateTime(first.DateTime);
        return last.TimeOfDay != TimeSpan.Zero && first.TimeOfDay != TimeSpan.Zero
            ? minutes
            : (int)((_dayClock.StartOf(day.AddDays(1)) - _dayClock.StartOf(day)) / TimeSpan.TicksPerMinute);
    }

    private decimal? Rounded(long hour, decimal triple)
    {
        if (hour != _hour)
        {
            (_hour, _carry) = (hour, 0);
        }

        var total = triple + _carry;
        var energy = Math.Round(
            total / 3, Math.Max(Math.Min(triple.Scale + ExtraPlaces, MostPlaces), _carry.Scale), MidpointRounding.ToEven);
        if (total - _carry != triple || Exact.Multiply(energy, 3) is not { } taken)
        {
            return null;
        }

        _carry = total - taken;
        return energy;
    }
}
