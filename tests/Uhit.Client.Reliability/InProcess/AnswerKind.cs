namespace Uhit.Client.Reliability.InProcess;

/// <summary>What an answer says to CNP's side.</summary>
internal enum AnswerKind
{
    /// <summary>It is stored.</summary>
    Accepted,

    /// <summary>It is refused for good.</summary>
    Rejected,

    /// <summary>It may be sent again.</summary>
    TryAgain,

    /// <summary>Anything else.</summary>
    Fault,
}
