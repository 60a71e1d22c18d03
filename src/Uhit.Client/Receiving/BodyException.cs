namespace Uhit.Client.Receiving;

/// <summary>A body could not be taken or read, for a reason that does not lie in what it says.</summary>
/// <param name="problem">The reason.</param>
/// <param name="cause">What the host or the reader threw.</param>
internal sealed class BodyException(BodyProblem problem, Exception? cause = null) : Exception($"The body can't be taken: {problem}.", cause)
{
    public BodyProblem Problem => problem;
}

/// <summary>Why a body could not be taken or read, apart from what stands in it.</summary>
internal enum BodyProblem
{
    /// <summary>The host could not read it: the caller broke off, was too slow, or broke HTTP's own rules.</summary>
    NotReceived,

    /// <summary>The body has more bytes than are allowed.</summary>
    TooLarge,

    /// <summary>The body's start ended before it said what it is.</summary>
    StartEnded,

    /// <summary>The body waited for too long for others of its peer to be done.</summary>
    WaitedTooLong,

    /// <summary>Reading it took longer than it may.</summary>
    ReadTooLong,
}
