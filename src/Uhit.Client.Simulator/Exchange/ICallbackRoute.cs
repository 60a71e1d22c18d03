namespace Uhit.Client.Simulator.Exchange;

/// <summary>The way by which a message of CNP's gets to the Third Party.</summary>
internal interface ICallbackRoute
{
    /// <summary>Brings it there.</summary>
    /// <returns>The answer; null where it was given up.</returns>
    Task<AcknowledgementStatus?> SendAsync(Callback callback, CancellationToken cancellationToken);
}
