using System.ServiceModel;
using System.ServiceModel.Channels;
using System.Text;
using Uhit.Client.Http;

namespace Uhit.Client.Sending.Wcf;

/// <summary>Makes the channel factory below the generated proxy.</summary>
internal static class WcfEndpoint
{
    // The token of the SendContext and RequestTimeout, which may be a day, end a call: never WCF's own clock.
    private static readonly TimeSpan OutOfTheWay = TimeSpan.MaxValue;

    /// <summary>A factory whose channels send through our handler; keep one for each address.</summary>
    public static ChannelFactory<TContract> CreateFactory<TContract>(Uri address, EnvelopeVersion envelope, HttpMessageHandler handler)
    {
        var factory = new ChannelFactory<TContract>(CreateBinding(envelope), new EndpointAddress(address));
        factory.Endpoint.EndpointBehaviors.Add(new WcfBehavior(handler));
        return factory;
    }

    // HTTPS with text in UTF-8 and no WS-Addressing; TLS itself is the handler's work.
    private static CustomBinding CreateBinding(EnvelopeVersion envelope) => new(
        new TextMessageEncodingBindingElement(MessageVersion.CreateVersion(envelope, AddressingVersion.None), new UTF8Encoding(false)),
        new HttpsTransportBindingElement
        {
            MaxReceivedMessageSize = SendHandler.MaxResponseBytes,
            MaxBufferSize = SendHandler.MaxResponseBytes,
            AllowCookies = false,
            UseDefaultWebProxy = false,
            RequireClientCertificate = false,
        })
    {
        OpenTimeout = OutOfTheWay,
        SendTimeout = OutOfTheWay,
        ReceiveTimeout = OutOfTheWay,
        CloseTimeout = TimeSpan.FromSeconds(5),
    };
}
