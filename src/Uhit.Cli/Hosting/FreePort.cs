using System.Net;
using System.Net.Sockets;

namespace Uhit.Cli.Hosting;

/// <summary>A port that nobody listens on: the simulator must know the listener's address before the listener knows the simulator's.</summary>
internal static class FreePort
{
    public static int Find()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
