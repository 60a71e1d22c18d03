namespace Uhit.Client.Receiving;

/// <summary>A body could not be taken or read, for a reason that does not lie in what it says.</summary>
/// <param name="problem">The reason.</param>
/// <param name="cause">What the host or the reader threw.</param>
internal sealed class BodyException(BodyProblem problem, Exception? cause = null) : Exception($"The body can't be taken: {problem}.", cause)
{
    public BodyProblem Problem => problem;
}
