namespace Uhit.Client.Sending;

/// <summary>How a send of an inquiry ended.</summary>
internal enum SendReportOutcome
{
    /// <summary>With an answer of the contract.</summary>
    Answered,

    /// <summary>No byte of it left: it is tried again.</summary>
    NotSent,

    /// <summary>CNP said that it did not take the message, and that the same bytes will fare no better. They
    /// did leave, so it is never called not sent.</summary>
    Refused,

    /// <summary>The message may have arrived.</summary>
    Uncertain,
}
