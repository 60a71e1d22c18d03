namespace Uhit.Client;

/// <summary>What became of the adoption or the replay of a callback in a side room.</summary>
public sealed record InboxActionResult
{
    /// <summary>How it ended.</summary>
    public required InboxActionOutcome Outcome { get; init; }

    /// <summary>The inquiry that the callback names or was given to, where that is known.</summary>
    public RequestId? RequestId { get; init; }

    /// <summary>Why the callback can't be read or taken: a stable code, no content of the message; <see langword="null"/> for other
    /// outcomes.</summary>
    public string? Reason { get; init; }
}
