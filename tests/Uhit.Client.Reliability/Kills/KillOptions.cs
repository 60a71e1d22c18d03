using Uhit.Client.Reliability.Stores;

namespace Uhit.Client.Reliability.Kills;

/// <summary>How long and how hard the receiver is killed.</summary>
internal sealed record KillOptions
{
    public required StoreKind Store { get; init; }

    public required int Seed { get; init; }

    public required int Kills { get; init; }

    /// <summary>At least so many callbacks are acknowledged; more where the kills take longer.</summary>
    public required int Callbacks { get; init; }

    /// <summary>How many inquiries are given to the sender at a time.</summary>
    public int Batch { get; init; } = 200;

    /// <summary>The most answers of one life.</summary>
    public int LongestLife { get; init; } = 45;
}
