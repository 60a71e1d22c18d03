namespace Uhit.Client.Simulator;

/// <summary>The sums of one line in one part of the data.</summary>
public sealed record SimulatedUsage
{
    /// <summary>The line of the inquiry, from 1.</summary>
    public required int LineNumber { get; init; }

    /// <summary>The ESI ID.</summary>
    public required EsiId EsiId { get; init; }

    /// <summary>The sums.</summary>
    public SimulatedTotals Totals { get; init; }

    /// <summary>False where the word was that there is no data.</summary>
    public bool HasData { get; init; }
}
