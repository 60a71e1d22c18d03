namespace Uhit.Cli.Usage;

/// <summary>One line of an inquiry at the end: where it stands, and what came for it.</summary>
/// <param name="LineNumber">The line, from 1.</param>
/// <param name="EsiId">The ESI ID in full: the user asked for it.</param>
/// <param name="State">Where the line stands.</param>
/// <param name="Errors">What CNP reported for it.</param>
/// <param name="Summary">The figures; <see langword="null"/> where nothing came.</param>
/// <param name="AverageHours">The average power of each hour of a day, kW; <see langword="null"/>
/// where there are no readings of energy.</param>
internal sealed record UsageResult(
    int LineNumber, string EsiId, string State, IReadOnlyList<Uhit.Client.ReportedError> Errors, UsageSummary? Summary,
    IReadOnlyList<double>? AverageHours)
{
    /// <summary>What is to be known before the figures are trusted.</summary>
    public IReadOnlyList<string> Remarks { get; } = Summary is null ? [] : UsageRemarks.Of(Summary);
}
