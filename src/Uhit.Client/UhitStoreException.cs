namespace Uhit.Client;

/// <summary>The store could not take or give what it was asked for: full, locked, unreachable, or not as durable as promised.</summary>
public sealed class UhitStoreException : UhitException
{
    private readonly bool _isTransient;

    /// <summary>Makes the exception.</summary>
    /// <param name="message">What happened and what to do.</param>
    /// <param name="isTransient">Whether the same call may succeed later.</param>
    /// <param name="innerException">The database's own exception, where there is one.</param>
    public UhitStoreException(string message, bool isTransient, Exception? innerException = null)
        : base(message, innerException) => _isTransient = isTransient;

    /// <inheritdoc/>
    public override bool IsTransient => _isTransient;
}
