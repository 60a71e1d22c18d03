namespace Uhit.Client.Wire.Mapping.Writing.Formats;

/// <summary>What of a time is written.</summary>
internal enum TimeAspect
{
    Time,

    /// <summary>The seconds since 1970 in UTC.</summary>
    UnixSeconds,

    UnixMilliseconds,

    /// <summary>The offset from UTC of its local time in the contract's zone, such as <c>-06:00</c>.</summary>
    Offset,

    OffsetMinutes,

    /// <summary>The time's own offset.</summary>
    ClockOffset,

    ClockOffsetMinutes,

    /// <summary>The number of the interval that ends then, in its day, from 1.</summary>
    IntervalNumber,
}
