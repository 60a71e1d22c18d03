using System.Text;

namespace Uhit.Client.Usage;

/// <summary>The readings of one calendar month of Central Prevailing Time, summed.</summary>
/// <remarks>Personal data: <c>ToString</c> shows no sum.</remarks>
/// <param name="FirstDay">The first day of the month.</param>
/// <param name="Sum">The sum, exact, in the unit of the series.</param>
/// <param name="KilowattHours">The energy, kWh; <see langword="null"/> where the unit is neither kWh nor kW.</param>
/// <param name="Readings">How many readings there are.</param>
/// <param name="ExpectedReadings">How many the month has room for.</param>
/// <param name="EstimatedReadings">How many of them are not <see cref="ReadType.Actual"/>.</param>
public readonly record struct UsageOfMonth(
    DateOnly FirstDay, decimal Sum, decimal? KilowattHours, int Readings, int ExpectedReadings, int EstimatedReadings)
{
    /// <summary>Whether no reading of the month is missing.</summary>
    public bool IsComplete => Readings >= ExpectedReadings;

    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append("FirstDay = ").Append(FirstDay).Append(", Readings = ").Append(Readings).Append(", ExpectedReadings = ").Append(ExpectedReadings);
        return true;
    }
}
