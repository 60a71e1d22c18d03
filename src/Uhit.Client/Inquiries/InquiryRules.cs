namespace Uhit.Client;

/// <summary>What <see cref="InquiryValidator"/> may be told: the rules that differ between Third Parties, or that CNP may change.</summary>
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

    /// <summary>What kind of Third Party asks.</summary>
    /// <value>Default: <see cref="ThirdPartyKind.RetailElectricProvider"/>.</value>
    public ThirdPartyKind ThirdPartyKind { get; init; } = ThirdPartyKind.RetailElectricProvider;

    /// <summary>The most lines of one inquiry. CNP publishes none: this bound is ours; split larger batches.</summary>
    /// <value>Default: 500.</value>
    public int MaxLines { get; init; } = 500;
}
