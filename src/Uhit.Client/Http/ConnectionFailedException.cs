namespace Uhit.Client.Http;

/// <summary>Carries the reason from where a connection is made, through the platform's wrapping, to where the send is judged.</summary>
internal sealed class ConnectionFailedException(ConnectionFailure failure, string message, Exception? innerException = null)
    : IOException(DisplayText.Of(message), innerException)
{
    public ConnectionFailure Failure { get; } = failure;
}
