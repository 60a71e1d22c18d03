namespace Uhit.Cli.Load;

/// <summary>One line of an inquiry at the end: where it stands, and what came for it.</summary>
/// <param name="LineNumber">The line, from 1.</param>
/// <param name="EsiId">The ESI ID in full: the user asked for it.</param>
/// <param name="State">Where the line stands.</param>
/// <param name="Errors">What CNP reported for it.</param>
/// <param name="Summary">The figures; <see langword="null"/> where nothing came.</param>
/// <param name="Shape">The shape of the load; <see langword="null"/> where it is not drawn.</param>
internal sealed record UsageResult(
    int LineNumber, string EsiId, string State, IReadOnlyList<Uhit.Client.Inquiries.ReportedError> Errors, UsageSummary? Summary, LoadShape? Shape);
