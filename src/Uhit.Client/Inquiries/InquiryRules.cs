using Uhit.Client.Inquiries;

namespace Uhit.Client;

/// <summary>The rules that an inquiry is judged by before it is sent, with those that differ between Third Parties, or that CNP may
/// change.</summary>
/// <remarks>A client has those of its settings, and asks them by itself. Every rule with its source: <c>docs/reference/rules.md</c>.
/// Thread-safe.</remarks>
public sealed record InquiryRules
{
    /// <summary>What the ESI IDs of CNP's territory begin with; CNP rejects others (guide 1.3).</summary>
    /// <remarks>Practice of the market, not a published rule.</remarks>
    /// <value>Default: <c>1008901</c>.</value>
    public IReadOnlyList<string> TerritoryPrefixes { get; init; } = ["1008901"];

    /// <summary>Whether ESI IDs outside the territory are refused.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool RequireTerritory { get; init; } = true;

    /// <summary>Whether ESI IDs that were probably damaged on their way are sent all the same: 22 digits that end in seven zeros, as a
    /// spreadsheet leaves them, and others than 22 digits under CNP's own code <c>08901</c>.</summary>
    /// <remarks>A spreadsheet keeps 15 digits of a number. CNP rejects an ESI ID that does not exist, and
    /// answers for one that is somebody else's.</remarks>
    /// <value>Default: <see langword="false"/>.</value>
    public bool AllowUnlikelyEsiIds { get; init; }

    /// <summary>Whether the Third Party is a REP, whose Authentication ID must be its DUNS or DUNS+4 number (guide 1.6).</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool IsRetailElectricProvider { get; init; } = true;

    /// <summary>The most lines of one inquiry. CNP publishes none: this bound is ours; split larger batches.</summary>
    /// <value>Default: 500.</value>
    public int MaxLines { get; init; } = 500;

    /// <summary>Finds every rule that an inquiry breaks, all at once.</summary>
    /// <param name="inquiry">The inquiry. Parts of it that are missing are errors, never exceptions.</param>
    /// <param name="authenticationId">Who asks.</param>
    /// <param name="timeProvider">The clock that says what day it is in Central Prevailing Time.</param>
    /// <returns>The errors: those of the whole first, then line after line; empty where all is well.</returns>
    public IReadOnlyList<InquiryError> Validate(
        UsageHistoryInquiry inquiry, AuthenticationId authenticationId, TimeProvider timeProvider) =>
        new InquiryValidator(this, timeProvider).Validate(inquiry, authenticationId);
}
