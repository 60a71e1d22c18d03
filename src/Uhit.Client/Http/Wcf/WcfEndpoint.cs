using System.ServiceModel;
using System.ServiceModel.Channels;
using System.ServiceModel.Description;
using System.Text;

namespace Uhit.Client.Http.Wcf;

/// <summary>What WCF needs to go through our handlers.</summary>
internal static class WcfEndpoint
{
    // The token of the SendContext and RequestTimeout end a call; WCF's own clock only has to stay out of the way.
    private static readonly TimeSpan OutOfTheWay = TimeSpan.FromHours(1);

    /// <summary>HTTPS with text in UTF-8 and no WS-Addressing; TLS itself is the handlers' work.</summary>
    public static Binding CreateBinding(EnvelopeVersion envelope) => new CustomBinding(
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

    /// <summary>Puts the handlers, and the action of the <see cref="SendContext"/>, under an endpoint of a channel factory.</summary>
    public static void Configure(ServiceEndpoint endpoint, HttpMessageHandler handler)
    {
        endpoint.EndpointBehaviors.Add(new HandlerBehavior(handler));
        endpoint.EndpointBehaviors.Add(new ActionBehavior());
    }

    /// <summary>Opens a channel before its first call; calls that meet an unopened channel at the same time would share one flow, and so
    /// one <see cref="SendContext"/>.</summary>
    public static TContract OpenChannel<TContract>(ChannelFactory<TContract> factory)
    {
        var channel = factory.CreateChannel();
        // Over HTTP nothing is connected by it, so it does not block.
        ((IClientChannel)channel!).Open();
        return channel;
    }

    /// <summary>A factory that is ready to make channels; keep one per client.</summary>
    public static ChannelFactory<TContract> CreateFactory<TContract>(Uri address, EnvelopeVersion envelope, HttpMessageHandler handler)
    {
        var factory = new ChannelFactory<TContract>(CreateBinding(envelope), new EndpointAddress(address));
        Configure(factory.Endpoint, handler);
        return factory;
    }
}
