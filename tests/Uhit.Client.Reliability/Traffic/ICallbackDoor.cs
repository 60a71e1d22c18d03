using System.Net;

namespace Uhit.Client.Reliability.Traffic;

/// <summary>Where callbacks are sent to.</summary>
internal interface ICallbackDoor
{
    /// <summary>Sends a callback once; waits while nobody is there.</summary>
    /// <returns>The status and all bytes of the answer; no status where no whole answer came.</returns>
    Task<(HttpStatusCode? Status, byte[] Answer)> SendAsync(PlannedCallback callback, CancellationToken cancellationToken);
}
