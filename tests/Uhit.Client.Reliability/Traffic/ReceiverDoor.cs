using System.Net;

namespace Uhit.Client.Reliability.Traffic;

/// <summary>The port of a receiver that dies and comes back.</summary>
internal sealed class ReceiverDoor(CallbackCaller caller, ReceiverAddress receiver) : ICallbackDoor
{
    public async Task<(HttpStatusCode? Status, byte[] Answer)> SendAsync(PlannedCallback callback, CancellationToken cancellationToken)
    {
        var address = await receiver.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await caller.SendAsync(address, callback, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException)
        {
            receiver.Lost(address);
            return (null, []);
        }
    }
}
