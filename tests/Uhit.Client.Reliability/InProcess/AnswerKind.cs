namespace Uhit.Client.Reliability.InProcess;

/// <summary>What an answer says to CNP's side.</summary>
internal enum AnswerKind
{
    /// <summary>The message is stored.</summary>
    Accepted,

    /// <summary>The message is refused for good.</summary>
    Rejected,

    /// <summary>The message may be sent again.</summary>
    TryAgain,

    /// <summary>Anything else.</summary>
    Fault,
}
