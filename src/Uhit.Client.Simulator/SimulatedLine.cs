
namespace Uhit.Client.Simulator;

/// <summary>One line of one inquiry, as CNP's side knows it.</summary>
public sealed record SimulatedLine
{
    /// <summary>Who asked.</summary>
    public required AuthenticationId AuthenticationId { get; init; }

    /// <summary>The inquiry.</summary>
    public required RequestId RequestId { get; init; }

    /// <summary>The line, from 1.</summary>
    public required int LineNumber { get; init; }

    /// <summary>The ESI ID.</summary>
    public required EsiId EsiId { get; init; }

    /// <summary>How far it is.</summary>
    public required SimulatedLineState State { get; init; }

    /// <summary>The sums of what holds after all data that the Third Party accepted, corrections counted once.</summary>
    public SimulatedTotals Totals { get; init; }
}
