using System.Text;

namespace Uhit.Client.Usage;

/// <summary>The readings of one day or one calendar month of Central Prevailing Time, summed.</summary>
/// <remarks>Personal data: <c>ToString</c> shows no sum.</remarks>
public readonly record struct UsageSubtotal
{
    /// <summary>The day, or the first and the last day of the month.</summary>
    public required UsagePeriod Period { get; init; }

    /// <summary>The sum of all readings, exact, in the unit of the series; <see langword="null"/>
    /// where it is beyond the range of a decimal.</summary>
    public required decimal? Sum { get; init; }

    /// <summary>The energy of the readings that overlap no other one, kWh; <see langword="null"/> where it is not known: where the unit
    /// is neither kWh nor kW, where all readings overlap, and where it is beyond the range of a decimal.</summary>
    public required decimal? KilowattHours { get; init; }

    /// <summary>How many readings there are.</summary>
    public required int Readings { get; init; }

    /// <summary>How many there is room for: in a day, of 15 minutes 96, on the clock changes 92 and 100.</summary>
    public required int ExpectedReadings { get; init; }

    /// <summary>How many of them are <see cref="ReadType.Estimated"/>.</summary>
    public required int EstimatedReadings { get; init; }

    /// <summary>How many of them are of a read type that is not known.</summary>
    public required int UnknownReadings { get; init; }

    /// <summary>How many of them have an interval that intersects that of another one: see
    /// <see cref="IntervalSeries.Overlaps"/>.</summary>
    public required int OverlappingReadings { get; init; }

    /// <summary>Whether no reading is missing, and none overlaps another one.</summary>
    public bool IsComplete => Readings >= ExpectedReadings && OverlappingReadings == 0;

    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append("Period = ")
            .Append(Period)
            .Append(", Readings = ")
            .Append(Readings)
            .Append(", ExpectedReadings = ")
            .Append(ExpectedReadings);
        return true;
    }
}
