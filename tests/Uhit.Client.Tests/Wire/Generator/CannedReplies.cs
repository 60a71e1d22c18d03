using System.Net;
using System.ServiceModel.Channels;
using System.ServiceModel.Description;
using System.ServiceModel.Dispatcher;
using System.Text;

namespace Uhit.Client.Tests.Wire.Generator;

/// <summary>Stands where the network would be under a WCF channel: keeps what was sent, gives the reply it was made with.</summary>
internal sealed class CannedReplies(string reply) : HttpMessageHandler, IEndpointBehavior
{
    public List<(string Action, string Body)> Sent { get; } = [];

    public bool Broken { get; set; }

    public void AddBindingParameters(ServiceEndpoint endpoint, BindingParameterCollection bindingParameters) =>
        bindingParameters.Add(new Func<HttpClientHandler, HttpMessageHandler>(_ => this));

    public void ApplyClientBehavior(ServiceEndpoint endpoint, ClientRuntime clientRuntime)
    {
    }

    public void ApplyDispatchBehavior(ServiceEndpoint endpoint, EndpointDispatcher endpointDispatcher)
    {
    }

    public void Validate(ServiceEndpoint endpoint)
    {
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Broken)
        {
            throw new HttpRequestException("broken");
        }

        var action = request.Headers.TryGetValues("SOAPAction", out var values) ? values.Single() : string.Empty;
        Sent.Add((action, await request.Content!.ReadAsStringAsync(cancellationToken)));
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(reply, Encoding.UTF8, "text/xml") };
    }
}
