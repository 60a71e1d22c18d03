using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace Uhit.Cli.Options;

/// <summary>Where a receiver listens: an address of this machine and a port.</summary>
/// <param name="Host">The host as it was written: the one that callers use.</param>
/// <param name="Address">The address; <see langword="null"/> for <c>localhost</c>, which is both loopback addresses.</param>
/// <param name="Port">The port; 0 takes a free one.</param>
/// <param name="Path">The path, from its slash.</param>
internal sealed record ListenAddress(string Host, IPAddress? Address, int Port, string Path)
{
    public static bool TryParse(Uri url, string path, [NotNullWhen(true)] out ListenAddress? address)
    {
        var host = url.Host.Trim('[', ']');
        path = url.AbsolutePath.TrimEnd('/') is { Length: > 0 } own ? own : path;
        address = host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? new ListenAddress("localhost", null, url.Port, path)
            : IPAddress.TryParse(host, out var ip) ? new ListenAddress(url.Host, ip, url.Port, path)
            : null;
        return address is not null;
    }

    /// <summary>Takes an address apart.</summary>
    /// <param name="url">The address, which the option has validated.</param>
    /// <param name="path">Its path, where it has none.</param>
    public static ListenAddress Of(Uri url, string path) =>
        TryParse(url, path, out var address) ? address : throw new ArgumentException("The option was validated.", nameof(url));

    /// <summary>The address to bind to: a free port can be taken on one address only, not on both that localhost is.</summary>
    public Uri BindUrl => Address is null && Port == 0 ? new Uri("https://127.0.0.1:0") : new Uri($"https://{Host}:{Port}");

    /// <summary>The address under which this machine reaches itself.</summary>
    public Uri Url
    {
        get
        {
            var host = Address is null || Address.Equals(IPAddress.Any) || Address.Equals(IPAddress.IPv6Any) ? "localhost" : Host;
            return new Uri($"https://{host}:{Port}{Path}");
        }
    }

    /// <summary>Takes the port, or a free one, for a receiver that starts later: its number is known
    /// before, and nobody else can take it.</summary>
    /// <param name="bound">The address with the port that was taken.</param>
    public Socket Bind(out ListenAddress bound)
    {
        var ip = Address ?? IPAddress.Loopback;
        var socket = new Socket(ip.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(ip, Port));
        bound = this with { Port = ((IPEndPoint)socket.LocalEndPoint!).Port };
        return socket;
    }
}
