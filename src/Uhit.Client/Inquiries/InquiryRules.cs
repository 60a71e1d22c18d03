namespace Uhit.Client.Inquiries;

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

    /// <summary>What kind of Third Party asks.</summary>
    /// <value>Default: <see cref="ThirdPartyKind.RetailElectricProvider"/>.</value>
    public ThirdPartyKind ThirdPartyKind { get; init; } = ThirdPartyKind.RetailElectricProvider;

    /// <summary>The most lines of one inquiry. CNP publishes none: this bound is ours; split larger batches.</summary>
    /// <value>Default: 500.</value>
    public int MaxLines { get; init; } = 500;
}
