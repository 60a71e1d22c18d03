namespace Uhit.Client.Store;

/// <summary>That a handler failed at an event, and what follows.</summary>
public sealed record HandlerFailure
{
    /// <summary>The type of the exception; never its message, which may hold personal data.</summary>
    public required string ErrorType { get; init; }

    /// <summary>When it failed.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When it may be tried again; <see langword="null"/> where it is given up: it becomes a dead letter.</summary>
    public DateTimeOffset? NotBefore { get; init; }
}
