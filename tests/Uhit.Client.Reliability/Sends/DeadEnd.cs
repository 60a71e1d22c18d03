using System.Net;
using System.Net.Sockets;

namespace Uhit.Client.Reliability.Sends;

/// <summary>An address where nobody answers and nobody else can: a port that is taken and not listened at.</summary>
internal sealed class DeadEnd : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public DeadEnd() => _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    public Uri Address => new($"https://127.0.0.1:{((IPEndPoint)_socket.LocalEndPoint!).Port}/uhit");

    public void Dispose() => _socket.Dispose();
}
