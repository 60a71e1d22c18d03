using Uhit.Client.Reliability.Hosting;
using Uhit.Client.Reliability.Stores;
using Uhit.Client.Reliability.Traffic;

namespace Uhit.Client.Reliability.Kills;

/// <summary>How long and how hard the receiver is killed.</summary>
internal sealed record KillOptions
{
    public required StoreKind Store { get; init; }

    public required int Seed { get; init; }

    public required int Kills { get; init; }

    /// <summary>At least so many callbacks are acknowledged; more where the kills take longer.</summary>
    public required int Callbacks { get; init; }

    /// <summary>By what callbacks are matched.</summary>
    public CallbackNaming Naming { get; init; }

    /// <summary>Which promise the receiver breaks on purpose.</summary>
    public BrokenPromise Break { get; init; }

    /// <summary>How long nothing at all may happen in the end.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How many inquiries are given to the sender at a time.</summary>
    public int Batch { get; init; } = 200;

    /// <summary>The most answers of one life.</summary>
    public int LongestLife { get; init; } = 45;
}
