using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Uhit.Cli.Options;

/// <summary>Where a listener listens: an address of this machine and a port.</summary>
/// <param name="Host">The host as it was written: the one that callers use.</param>
/// <param name="Address">The address; <see langword="null"/> for <c>localhost</c>, which is both loopback addresses.</param>
/// <param name="Port">The port; 0 takes a free one.</param>
internal sealed record ListenAddress(string Host, IPAddress? Address, int Port)
{
    public static bool TryParse(Uri url, [NotNullWhen(true)] out ListenAddress? address)
    {
        var host = url.Host.Trim('[', ']');
        address = host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? new ListenAddress("localhost", null, url.Port)
            : IPAddress.TryParse(host, out var ip) ? new ListenAddress(url.Host, ip, url.Port)
            : null;
        return address is not null;
    }

    public static ListenAddress Of(Uri url) =>
        TryParse(url, out var address) ? address : throw new ArgumentException("The option was validated.", nameof(url));

    /// <summary>The address to bind to: a free port can be taken on one address only, not on both that localhost is.</summary>
    public Uri BindUrl => Address is null && Port == 0 ? new Uri("https://127.0.0.1:0") : new Uri($"https://{Host}:{Port}");

    /// <summary>The address under which this machine reaches itself.</summary>
    public Uri UrlFor(int port, string path)
    {
        var host = Address is null || Address.Equals(IPAddress.Any) || Address.Equals(IPAddress.IPv6Any) ? "localhost" : Host;
        return new Uri($"https://{host}:{port}{path}");
    }
}
