using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Uhit.Client.AspNetCore;

/// <summary>Sets up a port for callbacks: mutual TLS is a property of the port.</summary>
/// <remarks>HTTPS with TLS 1.2 or 1.3, HTTP/1.1, a client certificate required; only certificates of configured peers pass the handshake, and nothing is
/// fetched from the network to judge one. What is mapped at the port judges each request again. Other limits are Kestrel's own: 30 s for request headers,
/// at least 240 bytes a second of a body; the size of a body is raised by <c>MapUhitCallbacks</c>, for its path only.</remarks>
public static class UhitKestrelExtensions
{
    /// <summary>Listens for callbacks on all addresses.</summary>
    /// <param name="options">Kestrel's options.</param>
    /// <param name="port">The port.</param>
    public static void ListenUhitCallbacks(this KestrelServerOptions options, int port) => options.ListenUhitCallbacks(port, static _ => { });

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
    public static void ListenUhitCallbacks(this KestrelServerOptions options, IPAddress address, int port, Action<UhitCallbackPortOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Listen(address, port, SetUp(options, configure));
    }

    private static Action<ListenOptions> SetUp(KestrelServerOptions options, Action<UhitCallbackPortOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var port = new UhitCallbackPortOptions();
        configure(port);
        var handshake = CallbackHandshake.Create(options.ApplicationServices, port);
        return listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = handshake.OnConnection, HandshakeTimeout = port.HandshakeTimeout });
        };
    }
}
