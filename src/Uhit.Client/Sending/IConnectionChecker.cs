namespace Uhit.Client.Sending;

/// <summary>Checks the way to CNP without sending an inquiry.</summary>
internal interface IConnectionChecker
{
    /// <summary>Checks it step by step.</summary>
    Task<ConnectionReport> CheckAsync(CancellationToken cancellationToken);
}
