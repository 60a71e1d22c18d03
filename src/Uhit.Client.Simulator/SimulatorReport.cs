namespace Uhit.Client.Simulator;

/// <summary>What a simulator has delivered so far.</summary>
public sealed class SimulatorReport
{
    internal SimulatorReport(IReadOnlyList<SimulatedLine> lines) => Lines = lines;

    /// <summary>Every line of every inquiry, in the order of arrival.</summary>
    public IReadOnlyList<SimulatedLine> Lines { get; }

    /// <summary>The sums over all lines.</summary>
    public SimulatedTotals Total => Lines.Aggregate(default(SimulatedTotals), (sum, line) => sum + line.Totals);
}
