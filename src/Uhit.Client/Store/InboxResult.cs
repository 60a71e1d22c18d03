namespace Uhit.Client.Store;

/// <summary>The outcome of storing a message.</summary>
public sealed record InboxResult
{
    /// <summary>Makes one.</summary>
    /// <param name="outcome">How it ended.</param>
    /// <param name="message">The message that is stored: this one, or the one that was there before.</param>
    public InboxResult(InboxOutcome outcome, InboxMessage message)
    {
        Outcome = outcome;
        Message = message;
    }

    /// <summary>How it ended.</summary>
    public InboxOutcome Outcome { get; init; }

    /// <summary>The message that is stored: this one, or the one that was there before.</summary>
    public InboxMessage Message { get; init; }
}
