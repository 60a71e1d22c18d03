using Uhit.Client.Reliability.Hosting;

namespace Uhit.Client.Reliability.Polls;

/// <summary>How often the fetching process is killed, and what it does.</summary>
internal sealed record PollOptions
{
    public required int Seed { get; init; }

    public required int Kills { get; init; }

    /// <summary>Whether it asks for one inquiry after the other, or for whatever is ready.</summary>
    public required PollScope Scope { get; init; }

    /// <summary>Which promise it breaks on purpose.</summary>
    public BrokenPromise Break { get; init; }

    /// <summary>How long nothing at all may happen in the end.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(2);
}
