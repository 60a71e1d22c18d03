using Uhit.Client.Usage;

namespace Uhit.Client.Wire.Mapping.Writing.Values;

/// <summary>Readings of a series that belong together: those of a day, or those that follow one another without a gap.</summary>
/// <param name="Date">The day, in the zone of the contract, in which the first interval starts.</param>
/// <param name="Start">The start of the first interval.</param>
/// <param name="Readings">The readings, one at least.</param>
internal sealed record SeriesPiece(DateOnly Date, DateTimeOffset Start, IReadOnlyList<IntervalReading> Readings);
