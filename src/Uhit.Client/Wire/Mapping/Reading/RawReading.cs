using Uhit.Client.Usage;

namespace Uhit.Client.Wire.Mapping.Reading;

/// <summary>A reading whose instant is not known yet.</summary>
internal struct RawReading
{
    public TimeLabel End;

    public TimeLabel Start;

    /// <summary>Nothing for a reading whose value is missing.</summary>
    public decimal? Quantity;

    public ReadType ReadType;

    /// <summary>What the reading says of its series itself.</summary>
    public SeriesKey Key;
}
