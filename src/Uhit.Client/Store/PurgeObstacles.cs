namespace Uhit.Client.Store;

/// <summary>What stands in the way of a purge.</summary>
public sealed record PurgeObstacles
{
    /// <summary>Makes one.</summary>
    /// <param name="waitingEvents">Events that wait for a handler.</param>
    /// <param name="deadLetters">Dead letters: events that a handler was given up on.</param>
    public PurgeObstacles(long waitingEvents, long deadLetters)
    {
        WaitingEvents = waitingEvents;
        DeadLetters = deadLetters;
    }

    /// <summary>Events that wait for a handler.</summary>
    public long WaitingEvents { get; init; }

    /// <summary>Dead letters: events that a handler was given up on.</summary>
    public long DeadLetters { get; init; }

    /// <summary>Whether there are none.</summary>
    public bool IsNone => WaitingEvents == 0 && DeadLetters == 0;
}
