using System.Net;
using System.Net.Sockets;

namespace Uhit.Client.Tests.Http;

/// <summary>An HTTP proxy that tunnels whatever it is asked for to one port of this machine.</summary>
internal sealed class ConnectProxy : IAsyncDisposable
{
    private readonly RawTlsServer _server;

    public ConnectProxy(int target) => _server = new RawTlsServer(null, async connection =>
    {
        await connection.ReadRequestAsync();
        await connection.WriteAsync("HTTP/1.1 200 Connection established\r\n\r\n");
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(IPAddress.Loopback, target, connection.Stopping);
        var other = tcp.GetStream();
        await Task.WhenAny(
            connection.Stream.CopyToAsync(other, connection.Stopping), other.CopyToAsync(connection.Stream, connection.Stopping));
    });

    public int Port => _server.Port;

    public IReadOnlyCollection<string> Requests => _server.Requests;

    /// <summary>The first line of each request.</summary>
    public IReadOnlyList<string> Asked => [.. _server.Requests.Select(request => request.Split("\r\n")[0])];

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
