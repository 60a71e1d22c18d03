namespace Uhit.Client.Events.Dispatching;

/// <summary>How the call of a handler ended, and with what.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Failure">What it threw, where it failed; or what the store threw.</param>
internal sealed record CallResult(CallOutcome Outcome, Exception? Failure = null)
{
    /// <summary>What stands as the type of the error where a handler took too long.</summary>
    public const string TimedOutType = "HandlerTimedOut";

    /// <summary>The type of the error, where it failed; null where it did not.</summary>
    public string? ErrorType => Outcome switch
    {
        CallOutcome.Failed => Failure!.GetType().FullName ?? Failure.GetType().Name,
        CallOutcome.TimedOut or CallOutcome.Hangs => TimedOutType,
        _ => null,
    };
}
