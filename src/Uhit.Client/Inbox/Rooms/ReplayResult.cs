namespace Uhit.Client;

/// <summary>What became of reading an unreadable callback again.</summary>
public sealed record ReplayResult
{
    /// <summary>How it ended.</summary>
    public required ReplayOutcome Outcome { get; init; }

    /// <summary>The inquiry that it names, where it could be read.</summary>
    public RequestId? RequestId { get; init; }

    /// <summary>Why it still can't be taken: a stable code, no content of the message; <see langword="null"/> for other outcomes.</summary>
    public string? Reason { get; init; }
}
