namespace Uhit.Client.Events.Dispatching;

/// <summary>How the call of a handler ended.</summary>
internal enum CallOutcome
{
    /// <summary>The handler is done; that is still to be noted.</summary>
    Completed,

    /// <summary>The handler is done, and that was noted in its own transaction.</summary>
    Committed,

    /// <summary>The handler threw.</summary>
    Failed,

    /// <summary>The handler took too long, and came back when its token was cancelled.</summary>
    TimedOut,

    /// <summary>The handler took too long, and did not come back.</summary>
    Hangs,

    /// <summary>The handler came back when its token was cancelled, because we stop or the claim is lost.</summary>
    CutOff,

    /// <summary>The handler did not come back when its token was cancelled, because we stop or the claim is lost.</summary>
    LeftAlone,

    /// <summary>The store refused its transaction: the claim does not hold any more.</summary>
    Refused,

    /// <summary>The store failed in its transaction: that is none of the handler's doing.</summary>
    StoreFailed,
}
