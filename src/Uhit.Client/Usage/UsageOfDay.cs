using System.Text;

namespace Uhit.Client.Usage;

/// <summary>The readings of one day of Central Prevailing Time, summed.</summary>
/// <remarks>Personal data: <c>ToString</c> shows no sum.</remarks>
/// <param name="Date">The day.</param>
/// <param name="Sum">The sum of all readings, exact, in the unit of the series; <see langword="null"/>
/// where it is beyond the range of a decimal.</param>
/// <param name="KilowattHours">The energy of the readings that overlap no other one, kWh; <see langword="null"/> where it is not known:
/// where the unit is neither kWh nor kW, where all readings overlap, and where it is beyond the range of a decimal.</param>
/// <param name="Readings">How many readings there are.</param>
/// <param name="ExpectedReadings">How many the day has room for: of 15 minutes 96, on the clock changes 92 and 100.</param>
/// <param name="EstimatedReadings">How many of them are <see cref="ReadType.Estimated"/>.</param>
/// <param name="UnknownReadings">How many of them are of a read type that is not known.</param>
/// <param name="OverlappingReadings">How many of them have an interval that intersects that of another one: see
/// <see cref="IntervalSeries.Overlaps"/>.</param>
public readonly record struct UsageOfDay(
    DateOnly Date, decimal? Sum, decimal? KilowattHours, int Readings, int ExpectedReadings, int EstimatedReadings, int UnknownReadings,
    int OverlappingReadings)
{
    /// <summary>Whether no reading of the day is missing, and none overlaps another one.</summary>
    public bool IsComplete => Readings >= ExpectedReadings && OverlappingReadings == 0;

    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append("Date = ")
            .Append(Date)
            .Append(", Readings = ")
            .Append(Readings)
            .Append(", ExpectedReadings = ")
            .Append(ExpectedReadings);
        return true;
    }
}
