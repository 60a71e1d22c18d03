namespace Uhit.Client.Inquiries.Correlation;

/// <summary>What a callback says of one ESI ID that helps to find its inquiry.</summary>
/// <param name="EsiId">The ESI ID.</param>
/// <param name="Days">The days that it repeats as asked for, else those that its data covers;
/// <see langword="null"/> where it has neither.</param>
internal readonly record struct CorrelatedLine(EsiId EsiId, UsagePeriod? Days);
