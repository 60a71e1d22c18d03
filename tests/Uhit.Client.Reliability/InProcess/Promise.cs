namespace Uhit.Client.Reliability.InProcess;

/// <summary>What a run looks for.</summary>
internal enum Promise
{
    /// <summary>What was acknowledged is stored.</summary>
    AcknowledgedIsStored,

    /// <summary>Each message is stored once.</summary>
    StoredOnce,

    /// <summary>A message has one answer, byte for byte.</summary>
    OneAnswer,

    /// <summary>Other content under the same number is refused and reported, and the first copy stays.</summary>
    OtherContentIsRefused,

    /// <summary>Every callback that is well formed is answered as a sender may expect.</summary>
    Answered,

    /// <summary>Each handler has each event completed once.</summary>
    CompletedOnce,

    /// <summary>No event is forgotten.</summary>
    EverythingIsHandled,

    /// <summary>Events of an inquiry are handled in stored order.</summary>
    InOrder,

    /// <summary>Nothing is stored or handled that was not sent.</summary>
    OnlyWhatWasSent,

    /// <summary>The final state is the one that follows from what was sent, whatever the order.</summary>
    FinalState,
}
