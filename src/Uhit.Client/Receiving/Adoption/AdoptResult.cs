namespace Uhit.Client;

/// <summary>What became of the adoption of an unmatched callback.</summary>
public sealed record AdoptResult
{
    /// <summary>How it ended.</summary>
    public required AdoptOutcome Outcome { get; init; }

    /// <summary>The inquiry that it names, where it is there.</summary>
    public RequestId? RequestId { get; init; }

    /// <summary>Why it can't be read: a stable code, no content of the message; <see langword="null"/> for other outcomes.</summary>
    public string? Reason { get; init; }
}
