using System.Text;

namespace Uhit.Client.Usage;

/// <summary>The readings of one day of Central Prevailing Time, summed.</summary>
/// <remarks>Personal data: <c>ToString</c> shows no sum.</remarks>
/// <param name="Date">The day.</param>
/// <param name="Sum">The sum, exact, in the unit of the series.</param>
/// <param name="KilowattHours">The energy, kWh; <see langword="null"/> where the unit is neither kWh nor kW.</param>
/// <param name="Readings">How many readings there are.</param>
/// <param name="ExpectedReadings">How many the day has room for: of 15 minutes 96, on the clock changes 92 and 100.</param>
/// <param name="EstimatedReadings">How many of them are not <see cref="ReadType.Actual"/>.</param>
public readonly record struct UsageOfDay(
    DateOnly Date, decimal Sum, decimal? KilowattHours, int Readings, int ExpectedReadings, int EstimatedReadings)
{
    /// <summary>Whether no reading of the day is missing.</summary>
    public bool IsComplete => Readings >= ExpectedReadings;

    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append("Date = ").Append(Date).Append(", Readings = ").Append(Readings).Append(", ExpectedReadings = ").Append(ExpectedReadings);
        return true;
    }
}
