namespace Uhit.Contracts.Proposals;

/// <summary>A guess that a value of a message stands for a field of the domain.</summary>
/// <param name="Field">The field, with the parts around it, such as <c>usage.series.readings.end</c>.</param>
/// <param name="Path">Where it stands, from the part around it.</param>
/// <param name="Score">How sure the guess is, over 0 and under 1.</param>
/// <param name="Why">The reason, in words.</param>
internal sealed record FieldGuess(string Field, string Path, double Score, string Why);
