using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Uhit.Client;
using Uhit.Client.AspNetCore;

namespace Microsoft.AspNetCore.Hosting;

/// <summary>Sets up a port for callbacks: mutual TLS is a property of the port.</summary>
/// <remarks>HTTPS with TLS 1.2 or 1.3, HTTP/1.1, a client certificate required; only certificates of configured peers pass the handshake,
/// and nothing is fetched from the network to judge one. What is mapped at the port judges each request again. Connections are bounded, in
/// their handshake and for each peer. Other limits are Kestrel's own: 30 s for request headers, at least 240 bytes a second of a body; the
/// size of a body is raised by <c>MapUhitCallbacks</c>, for its path only.</remarks>
public static class UhitKestrelExtensions
{
    /// <summary>Listens for callbacks on all addresses.</summary>
    /// <param name="options">Kestrel's options.</param>
    /// <param name="port">The port.</param>
    public static void ListenUhitCallbacks(this KestrelServerOptions options, int port) =>
        options.ListenUhitCallbacks(port, static _ => { });

    /// <summary>Listens for callbacks on all addresses.</summary>
    /// <param name="options">Kestrel's options.</param>
    /// <param name="port">The port.</param>
    /// <param name="configure">Changes how it is set up.</param>
    public static void ListenUhitCallbacks(this KestrelServerOptions options, int port, Action<UhitCallbackPortOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.ListenAnyIP(port, SetUp(options, configure));
    }

    /// <summary>Listens for callbacks on one address.</summary>
    /// <param name="options">Kestrel's options.</param>
    /// <param name="address">The address.</param>
    /// <param name="port">The port; 0 lets the system choose.</param>
    public static void ListenUhitCallbacks(this KestrelServerOptions options, IPAddress address, int port) =>
        options.ListenUhitCallbacks(address, port, static _ => { });

    /// <summary>Listens for callbacks on one address.</summary>
    /// <param name="options">Kestrel's options.</param>
    /// <param name="address">The address.</param>
    /// <param name="port">The port; 0 lets the system choose.</param>
    /// <param name="configure">Changes how it is set up.</param>
    public static void ListenUhitCallbacks(
        this KestrelServerOptions options, IPAddress address, int port, Action<UhitCallbackPortOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Listen(address, port, SetUp(options, configure));
    }

    private static Action<ListenOptions> SetUp(KestrelServerOptions options, Action<UhitCallbackPortOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var port = new UhitCallbackPortOptions();
        configure(port);
        Require(port.MaxHandshakes, nameof(port.MaxHandshakes));
        Require(port.MaxConnectionsOfPeer, nameof(port.MaxConnectionsOfPeer));
        var handshake = CallbackHandshake.Create(options.ApplicationServices, port);
        return listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            var limits = handshake.Limits(port.MaxHandshakes, port.MaxConnectionsOfPeer);
            listen.Use(limits.BeforeHandshake);
            listen.UseHttps(
                new TlsHandshakeCallbackOptions { OnConnection = handshake.OnConnection, HandshakeTimeout = port.HandshakeTimeout });
            listen.Use(limits.AfterHandshake);
        };
    }

    private static void Require(int value, string name)
    {
        if (value < 1)
        {
            throw new UhitConfigurationException($"{nameof(UhitCallbackPortOptions)}.{name} is {value}: it must be at least 1.");
        }
    }
}
