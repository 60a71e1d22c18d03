namespace Uhit.Client.Usage;

/// <summary>Readings that follow each other without gap and have the same offset from UTC.</summary>
/// <param name="FirstIndex">The position of the first of them.</param>
/// <param name="FirstEndUtcTicks">The end of its interval, in UTC ticks.</param>
/// <param name="OffsetMinutes">Their offset from UTC.</param>
internal readonly record struct IntervalRun(int FirstIndex, long FirstEndUtcTicks, short OffsetMinutes);
