namespace Uhit.Client.Wire.Mapping.Reading;

/// <summary>What the time of a reading says.</summary>
internal enum LabelKind
{
    /// <summary>Nothing: readings follow one another.</summary>
    None,

    /// <summary>A time with its offset.</summary>
    Instant,

    /// <summary>A time of some zone, without offset.</summary>
    Local,

    /// <summary>A time of the series' day.</summary>
    TimeOfDay,

    /// <summary>A number of an interval in its day.</summary>
    Number,
}
