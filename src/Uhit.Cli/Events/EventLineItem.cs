using Uhit.Cli.Errors;

namespace Uhit.Cli.Events;

/// <summary>One line of an inquiry in an event.</summary>
/// <param name="LineNumber">The line, from 1.</param>
/// <param name="EsiId">The ESI ID, in full.</param>
/// <param name="Status">The verdict; absent for data.</param>
/// <param name="Readings">How many readings came; absent for a verdict.</param>
/// <param name="BillingPeriods">How many billing periods came; absent for a verdict.</param>
/// <param name="Errors">What CNP reported.</param>
internal sealed record EventLineItem(
    int LineNumber, string EsiId, string? Status = null, int? Readings = null, int? BillingPeriods = null, IReadOnlyList<ErrorItem>? Errors = null);
