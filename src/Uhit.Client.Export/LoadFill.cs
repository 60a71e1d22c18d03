namespace Uhit.Client.Export;

/// <summary>What stands in a load file where a reading is missing.</summary>
public enum LoadFill
{
    /// <summary>Nothing: an ESI ID with a gap is refused.</summary>
    None,

    /// <summary>Zero.</summary>
    Zero,

    /// <summary>The value of the same time of the day before, which may itself be filled.</summary>
    PreviousDay,

    /// <summary>The mean of the readings of the same time of the same day of the week in the year, rounded to 6 places of a kWh.</summary>
    WeekdayMean,
}
