using System.Net.Sockets;
using System.Text;

namespace Uhit.Client.Http;

/// <summary>Asks an HTTP proxy for a tunnel. Done here, so that TLS, the certificate and the reasons
/// are the same with and without a proxy.</summary>
internal static class ProxyTunnel
{
    private const int MaxHeaderBytes = 16 * 1024;

    public static async Task OpenAsync(NetworkStream stream, ProxyRoute route, string host, int port, CancellationToken cancellationToken)
    {
        var proxy = route.Address;
        var authority = (host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host) + ":"
            + port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var credentials = proxy.UserInfo.Length == 0
            ? ""
            : $"Proxy-Authorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(proxy.UserInfo)))}\r\n";
        try
        {
            await stream.WriteAsync(
                Encoding.ASCII.GetBytes($"CONNECT {authority} HTTP/1.1\r\nHost: {authority}\r\n{credentials}\r\n"),
                cancellationToken).ConfigureAwait(false);
            var status = await ReadStatusAsync(stream, cancellationToken).ConfigureAwait(false);
            if (status != "200")
            {
                throw new ConnectionFailedException(ConnectionFailure.Proxy, $"The proxy {route} answered {status}. {AdviceOn(status)}");
            }
        }
        catch (IOException e) when (e is not ConnectionFailedException)
        {
            throw new ConnectionFailedException(
                ConnectionFailure.Proxy,
                $"The proxy {route} closed the connection. Look at its address, and whether it lets us reach {host}.",
                e);
        }
    }

    private static string AdviceOn(string status) => status switch
    {
        "407" => "It wants a user and a password, which belong into its address: http://user:password@proxy.example:8080.",
        "403" => "It does not let us reach this host and port: ask whoever runs it.",
        "502" or "503" or "504" => "It can't reach the host: look at the endpoint's address, and ask whoever runs the proxy.",
        _ => "Look at its address, and ask whoever runs it.",
    };

    // Byte by byte: what follows the headers belongs to TLS.
    private static async Task<string> ReadStatusAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var header = new List<byte>(256);
        var one = new byte[1];
        while (header.Count < MaxHeaderBytes)
        {
            await stream.ReadExactlyAsync(one, cancellationToken).ConfigureAwait(false);
            header.Add(one[0]);
            if (one[0] == '\n' && header.Count >= 4 && header[^2] == '\r' && header[^3] == '\n')
            {
                var line = Encoding.ASCII.GetString([.. header.TakeWhile(b => b != '\r')]).Split(' ');
                return line.Length > 1
                    && line[0].StartsWith("HTTP/1.", StringComparison.Ordinal)
                    && line[1].Length == 3
                    && line[1].All(char.IsAsciiDigit) ? line[1] : "no valid status";
            }
        }

        throw new ConnectionFailedException(ConnectionFailure.Proxy, "The proxy's answer is too long.");
    }
}
