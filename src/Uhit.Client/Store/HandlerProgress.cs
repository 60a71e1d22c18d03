using System.Diagnostics.CodeAnalysis;

namespace Uhit.Client.Store;

/// <summary>How far one handler has come with one event.</summary>
/// <param name="Failures">How often it failed since it was first tried, or since it was last replayed.</param>
/// <param name="IsComplete">Whether it is done: it succeeded, or its dead letter was discarded.</param>
/// <param name="NotBefore">When it may be tried again after a failure.</param>
[Experimental("UHIT001")]
public sealed record HandlerProgress(int Failures, bool IsComplete, DateTimeOffset? NotBefore)
{
    /// <summary>Whether it was given up: it is not called again until somebody replays it.</summary>
    public bool IsDead { get; init; }

    /// <summary>How often somebody had it tried again after it was given up.</summary>
    public int Replays { get; init; }
}
