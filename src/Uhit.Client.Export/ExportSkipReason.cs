namespace Uhit.Client.Export;

/// <summary>Why something was not written.</summary>
public enum ExportSkipReason
{
    /// <summary>No interval readings came for the ESI ID.</summary>
    NoReadings,

    /// <summary>There are readings, and none in the days that were asked for.</summary>
    OutsideOfDays,

    /// <summary>The channel is another one than was asked for, or the format has no place for it beside the one that it has.</summary>
    OtherChannel,

    /// <summary>The unit or the channel is one of reactive power: no kWh.</summary>
    NotActiveEnergy,

    /// <summary>The code of the unit is not known.</summary>
    UnknownUnit,

    /// <summary>The code of the channel is not known.</summary>
    UnknownChannel,

    /// <summary>Readings overlap others of their series: which time they are of is not known.</summary>
    OverlappingReadings,

    /// <summary>The energy is beyond the range of a decimal, or of the format.</summary>
    TooLarge,

    /// <summary>The length of the intervals is none that the format has, nor one that adds up to it.</summary>
    IntervalLength,

    /// <summary>Readings are missing, and the format has no place for a gap.</summary>
    Gaps,

    /// <summary>There is less than a year.</summary>
    LessThanAYear,

    /// <summary>The format holds one ESI ID, and has one.</summary>
    OneEsiIdOnly,

    /// <summary>The ESI ID was written before, of another history.</summary>
    Repeated,
}
