namespace Uhit.Client.Simulator.Exchange;

/// <summary>How one try of a callback ended.</summary>
/// <param name="Answer">The Third Party's acknowledgement; null where there is none.</param>
/// <param name="Failure">Why there is none, in fixed words.</param>
/// <param name="RetryAfter">How long the Third Party asked to wait.</param>
/// <param name="Usage">The sums of what was written.</param>
internal sealed record CallbackOutcome(Acknowledgement? Answer, string? Failure, TimeSpan? RetryAfter, IReadOnlyList<SimulatedUsage> Usage);
