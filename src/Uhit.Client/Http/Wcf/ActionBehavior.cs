using System.ServiceModel;
using System.ServiceModel.Channels;
using System.ServiceModel.Description;
using System.ServiceModel.Dispatcher;

namespace Uhit.Client.Http.Wcf;

/// <summary>Puts the action of the wire format on a message, in place of the one of the generated contract.</summary>
internal sealed class ActionBehavior : IEndpointBehavior, IClientMessageInspector
{
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

    public void AddBindingParameters(ServiceEndpoint endpoint, BindingParameterCollection bindingParameters)
    {
    }

    public void ApplyClientBehavior(ServiceEndpoint endpoint, ClientRuntime clientRuntime) =>
        clientRuntime.ClientMessageInspectors.Add(this);

    public void ApplyDispatchBehavior(ServiceEndpoint endpoint, EndpointDispatcher endpointDispatcher)
    {
    }

    public void Validate(ServiceEndpoint endpoint)
    {
    }
}
