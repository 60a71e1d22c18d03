using System.ServiceModel;
using System.ServiceModel.Channels;
using System.ServiceModel.Description;
using System.ServiceModel.Dispatcher;
using Uhit.Client.Http;

namespace Uhit.Client.Sending.Wcf;

/// <summary>The two places where WCF does as we say: our handler carries the request in place of WCF's own, and the action of the wire
/// format takes the place of the one of the generated contract.</summary>
internal sealed class WcfBehavior(HttpMessageHandler handler) : IEndpointBehavior, IClientMessageInspector
{
    // WCF's HTTP transport looks for such a function, and disposes what it returns with the channel factory.
    public void AddBindingParameters(ServiceEndpoint endpoint, BindingParameterCollection bindingParameters) =>
        bindingParameters.Add(new Func<HttpClientHandler, HttpMessageHandler>(_ => handler));

    public void ApplyClientBehavior(ServiceEndpoint endpoint, ClientRuntime clientRuntime) =>
        clientRuntime.ClientMessageInspectors.Add(this);

    public object? BeforeSendRequest(ref Message request, IClientChannel channel)
    {
        if (SendContext.Current?.SoapAction is { } action)
        {
            request.Headers.Action = action;
        }

        return null;
    }

    public void AfterReceiveReply(ref Message reply, object correlationState)
    {
    }

    public void ApplyDispatchBehavior(ServiceEndpoint endpoint, EndpointDispatcher endpointDispatcher)
    {
    }

    public void Validate(ServiceEndpoint endpoint)
    {
    }
}
