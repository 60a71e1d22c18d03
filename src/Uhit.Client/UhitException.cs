namespace Uhit.Client;

/// <summary>The base of everything that this library throws when something is broken: transport, protocol, configuration or store.</summary>
/// <remarks>Business outcomes (accepted, rejected, uncertain, already submitted) are values, never exceptions. Messages hold no personal
/// data, no secret and no XML.</remarks>
public abstract class UhitException : Exception
{
    private protected UhitException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Whether the same call may succeed later without anything being changed.</summary>
    public virtual bool IsTransient => false;

    /// <summary>How long the other side asked to wait before the next try, or <see langword="null"/> where it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
