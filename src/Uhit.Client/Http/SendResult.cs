namespace Uhit.Client.Http;

/// <summary>How a send ended, and what is known about it.</summary>
internal sealed record SendResult
{
    public required SendOutcome Outcome { get; init; }

    /// <summary>The answer; null unless <see cref="SendOutcome.Answered"/>.</summary>
    public SendResponse? Response { get; init; }

    /// <summary>Why there is no answer.</summary>
    public ConnectionFailure Failure { get; init; }

    /// <summary>What happened and what to do, for a person.</summary>
    public string Detail { get; init; } = "";

    /// <summary>Whether the caller's own token ended the send.</summary>
    public bool Cancelled { get; init; }

    public Exception? Exception { get; init; }
}
