using System.Diagnostics.CodeAnalysis;

namespace Uhit.Client.Store;

/// <summary>What stands in the way of a purge.</summary>
/// <param name="WaitingEvents">Events that wait for a handler.</param>
/// <param name="DeadLetters">Dead letters: events that a handler was given up on.</param>
[Experimental("UHIT001")]
public sealed record PurgeObstacles(long WaitingEvents, long DeadLetters)
{
    /// <summary>Whether there are none.</summary>
    public bool IsNone => WaitingEvents == 0 && DeadLetters == 0;
}
