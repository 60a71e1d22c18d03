namespace Uhit.Client.Wire.Mapping.Reading;

/// <summary>The time of a reading as it is written, before it is known which instant that is.</summary>
internal struct TimeLabel
{
    public LabelKind Kind;

    /// <summary>Ticks of the local time; of the time of day; or the number.</summary>
    public long Ticks;

    /// <summary>The day of a number, where it has one.</summary>
    public DateOnly? Day;

    /// <summary>The offset, where it is written.</summary>
    public TimeSpan Offset;

    /// <summary>The ticks in UTC of a local time, where it is known which of two instants it is.</summary>
    public long? Instant;

    /// <summary>Whether it is daylight saving time, where that is written.</summary>
    public bool? IsDaylight;
}

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
