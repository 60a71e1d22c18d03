namespace Uhit.Client.Wire.Mapping.Reading;

/// <summary>A date, a time of day or both, as they are written: which instant that is, is decided elsewhere.</summary>
internal struct TimeParts
{
    /// <summary>The day; nothing where only a time is written.</summary>
    public DateOnly? Date;

    /// <summary>Since the day's midnight, 24:00 included; nothing where only a day is written.</summary>
    public TimeSpan? Time;

    /// <summary>The offset from UTC, where it is written.</summary>
    public TimeSpan? Offset;
}
