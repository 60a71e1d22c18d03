namespace Uhit.Client.Reliability.Polls;

/// <summary>Where, around a fetch, the fetching process is killed.</summary>
internal enum PollPoint
{
    None = 0,

    /// <summary>At any instant after any of the first requests of its life.</summary>
    Random,

    /// <summary>CNP has a fetch and has not answered.</summary>
    BeforeAnswer,

    /// <summary>CNP has sent half of its answer.</summary>
    MidAnswer,

    /// <summary>What came is in the store, and not visible.</summary>
    AfterSpool,

    /// <summary>The message was read, and is to be made visible.</summary>
    BeforeCommit,

    /// <summary>The message is visible, and CNP was not told.</summary>
    AfterCommit,

    /// <summary>The confirmation is at CNP's door, and CNP does not take it.</summary>
    BeforeConfirmed,

    /// <summary>CNP has taken the confirmation and has not answered.</summary>
    AfterConfirmed,

    /// <summary>CNP's answer is there, and the note that CNP must be told is still there too.</summary>
    BeforeNote,

    /// <summary>The note was taken back.</summary>
    AfterNote,
}
