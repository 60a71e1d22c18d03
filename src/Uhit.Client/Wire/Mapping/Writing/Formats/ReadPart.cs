namespace Uhit.Client.Wire.Mapping.Writing.Formats;

/// <summary>What of a value a text says: a time may be spread over several places.</summary>
internal enum ReadPart
{
    Whole,
    Date,
    Time,
    Offset,

    /// <summary>Whether daylight saving time holds.</summary>
    Daylight,
}
