namespace Uhit.Client.Simulator;

/// <summary>The kinds of steps that a simulator takes.</summary>
public enum SimulatorStepKind
{
    /// <summary>An inquiry arrived and was read.</summary>
    InquiryReceived = 1,

    /// <summary>The message was answered: <see cref="SimulatorStep.Status"/>, or no status where the answer at once is empty.</summary>
    InquiryAnswered,

    /// <summary>A request was not taken: dropped, answered by a fault or by a status of HTTP.</summary>
    RequestTroubled,

    /// <summary>A try of a callback begins.</summary>
    CallbackSending,

    /// <summary>A callback was answered with <see cref="SimulatorStep.Status"/>.</summary>
    CallbackAnswered,

    /// <summary>A try of a callback failed.</summary>
    CallbackFailed,

    /// <summary>A callback was tried as often as it may be, and given up.</summary>
    CallbackGivenUp,

    /// <summary>Nothing more will come for an inquiry.</summary>
    InquiryCompleted,

    /// <summary>A message is held ready to be fetched.</summary>
    NoticeHeld,

    /// <summary>The message was given out to a fetch; it is held until it is confirmed.</summary>
    NoticeFetched,

    /// <summary>The message was confirmed, and is held no longer.</summary>
    NoticeConfirmed,
}
