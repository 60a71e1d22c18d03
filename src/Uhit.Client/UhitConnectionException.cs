namespace Uhit.Client;

/// <summary>CNP could not be reached, or the connection broke.</summary>
public sealed class UhitConnectionException : UhitException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="failure">What failed.</param>
    /// <param name="message">What happened and what to do.</param>
    /// <param name="innerException">The cause, where there is one.</param>
    public UhitConnectionException(ConnectionFailure failure, string message, Exception? innerException = null)
        : base(message, innerException) => Failure = failure;

    /// <summary>What failed.</summary>
    public ConnectionFailure Failure { get; }

    /// <inheritdoc/>
    public override bool IsTransient => Failure.IsTransient();
}
