using Uhit.Client.Simulator.Data;

namespace Uhit.Client.Simulator;

/// <summary>The sums of one line in one part of the data.</summary>
/// <param name="LineNumber">The line of the inquiry, from 1.</param>
/// <param name="EsiId">Its ESI ID.</param>
/// <param name="Totals">The sums.</param>
/// <param name="HasData">False where the word was that there is no data.</param>
public sealed record SimulatedUsage(int LineNumber, EsiId EsiId, SimulatedTotals Totals, bool HasData);
