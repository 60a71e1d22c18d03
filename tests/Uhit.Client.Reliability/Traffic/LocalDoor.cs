using System.Net;
using System.Security.Cryptography.X509Certificates;
using Uhit.Client.Receiving;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Soap;

namespace Uhit.Client.Reliability.Traffic;

/// <summary>A receiver in this process, without a port.</summary>
internal sealed class LocalDoor(CallbackReceiver receiver, X509Certificate2 cnp) : ICallbackDoor
{
    public async Task<(HttpStatusCode? Status, byte[] Answer)> SendAsync(PlannedCallback callback, CancellationToken cancellationToken)
    {
        var action = ReferenceWireFormat.Instance.GetAction(callback.Operation);
        using var body = new MemoryStream(callback.Body);
        var response = await receiver.HandleAsync(
            new CallbackRequest
            {
                Method = "POST",
                ContentType = SoapEnvelopeWriter.ContentType(SoapVersion.Soap11, action),
                SoapAction = "\"" + action + "\"",
                ContentLength = callback.Body.Length,
                Body = body,
                PeerCertificate = cnp,
            },
            cancellationToken).ConfigureAwait(false);
        var answer = response.Body.ToArray();
        await response.OnSentAsync(CancellationToken.None).ConfigureAwait(false);
        return ((HttpStatusCode)response.StatusCode, answer);
    }
}
