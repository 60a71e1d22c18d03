using Uhit.Client.Simulator.Data;

namespace Uhit.Client.Simulator;

/// <summary>What a simulator has delivered so far.</summary>
/// <param name="Lines">Every line of every inquiry, in the order of arrival.</param>
public sealed record SimulatorReport(IReadOnlyList<SimulatedLine> Lines)
{
    /// <summary>The sums over all lines.</summary>
    public SimulatedTotals Total => Lines.Aggregate(default(SimulatedTotals), (sum, line) => sum + line.Totals);
}
