namespace Uhit.Client.Export;

/// <summary>How many readings a day of a clock change has in the file.</summary>
public sealed record ClockChangeDay
{
    /// <summary>The day, in Central Prevailing Time.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>The length of the intervals.</summary>
    public required TimeSpan Interval { get; init; }

    /// <summary>How many readings there are: of 15 minutes 92 in spring and 100 in autumn, where none is missing.</summary>
    public required int Readings { get; init; }

    /// <summary>How many there should be.</summary>
    public required int ExpectedReadings { get; init; }

    /// <summary>How many channels of ESI IDs have so many.</summary>
    public required int Channels { get; init; }
}
