namespace Uhit.Client.Usage;

/// <summary>The highest demand, and when.</summary>
/// <param name="Kilowatts">Average power over the interval, kW; of a billing period its metered demand.</param>
/// <param name="Start">The beginning of the interval or billing period.</param>
/// <param name="End">Its end.</param>
public sealed record UsagePeak(decimal Kilowatts, DateTimeOffset Start, DateTimeOffset End);
