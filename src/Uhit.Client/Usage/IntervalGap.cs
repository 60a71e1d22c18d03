namespace Uhit.Client.Usage;

/// <summary>A stretch of time inside a series for which there are no readings.</summary>
/// <param name="Start">Its beginning: the end of the last reading before it.</param>
/// <param name="End">Its end: the beginning of the first interval after it.</param>
/// <param name="MissingReadings">How many readings are missing.</param>
public readonly record struct IntervalGap(DateTimeOffset Start, DateTimeOffset End, int MissingReadings);
