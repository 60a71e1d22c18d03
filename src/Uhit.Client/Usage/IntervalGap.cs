namespace Uhit.Client.Usage;

/// <summary>A stretch of time inside a series for which there are no readings.</summary>
public readonly record struct IntervalGap
{
    /// <summary>Its beginning: the end of the last reading before it.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>Its end: the beginning of the first interval after it.</summary>
    public required DateTimeOffset End { get; init; }

    /// <summary>How many readings are missing.</summary>
    public required int MissingReadings { get; init; }
}
