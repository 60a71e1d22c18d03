namespace Uhit.Client;

/// <summary>How far one handler has come with one event.</summary>
public sealed record HandlerProgress
{
    /// <summary>Makes one.</summary>
    /// <param name="failures">How often it failed since it was first tried, or since it was last replayed.</param>
    /// <param name="isComplete">Whether it is done: it succeeded, or its dead letter was discarded.</param>
    /// <param name="notBefore">When it may be tried again after a failure.</param>
    public HandlerProgress(int failures, bool isComplete, DateTimeOffset? notBefore)
    {
        Failures = failures;
        IsComplete = isComplete;
        NotBefore = notBefore;
    }

    /// <summary>How often it failed since it was first tried, or since it was last replayed.</summary>
    public int Failures { get; init; }

    /// <summary>Whether it is done: it succeeded, or its dead letter was discarded.</summary>
    public bool IsComplete { get; init; }

    /// <summary>When it may be tried again after a failure.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Whether it was given up: it is not called again until somebody replays it.</summary>
    public bool IsDead { get; init; }

    /// <summary>How often somebody had it tried again after it was given up.</summary>
    public int Replays { get; init; }
}
