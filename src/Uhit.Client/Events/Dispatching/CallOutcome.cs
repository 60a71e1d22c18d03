namespace Uhit.Client.Events.Dispatching;

/// <summary>How the call of a handler ended.</summary>
internal enum CallOutcome
{
    /// <summary>It is done; that is still to be noted.</summary>
    Completed,

    /// <summary>It is done, and that was noted in its own transaction.</summary>
    Committed,

    /// <summary>It threw.</summary>
    Failed,

    /// <summary>It took too long, and came back when its token was cancelled.</summary>
    TimedOut,

    /// <summary>It took too long, and did not come back.</summary>
    Hangs,

    /// <summary>It came back when its token was cancelled, because we stop or the claim is lost.</summary>
    CutOff,

    /// <summary>It did not come back when its token was cancelled, because we stop or the claim is lost.</summary>
    LeftAlone,

    /// <summary>The store refused its transaction: the claim does not hold any more.</summary>
    Refused,

    /// <summary>The store failed in its transaction: that is none of the handler's doing.</summary>
    StoreFailed,
}
