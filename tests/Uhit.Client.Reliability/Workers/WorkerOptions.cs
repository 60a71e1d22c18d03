using Uhit.Client.Reliability.Stores;

namespace Uhit.Client.Reliability.Workers;

/// <summary>How long and how hard workers are killed.</summary>
internal sealed record WorkerOptions
{
    public required StoreKind Store { get; init; }

    public required int Seed { get; init; }

    /// <summary>At least so many callbacks are stored.</summary>
    public required int Messages { get; init; }

    /// <summary>How often a worker is killed. The callbacks are spread over all of the kills.</summary>
    public required int Kills { get; init; }

    /// <summary>How often the server is stopped as if the power had gone; only where the store has a server.</summary>
    public required int Restarts { get; init; }

    /// <summary>The longest time between two kills.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(4);
}
