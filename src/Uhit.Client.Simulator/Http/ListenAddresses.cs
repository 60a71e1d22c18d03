using System.Net;
using System.Net.Sockets;

namespace Uhit.Client.Simulator.Http;

/// <summary>On which addresses a URL says to listen: on those of its host, and on no other.</summary>
internal static class ListenAddresses
{
    /// <summary>The addresses; none for localhost with a port of its own, which is both loopback addresses.</summary>
    public static async Task<IReadOnlyList<IPAddress>> OfAsync(Uri url, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(url.IdnHost, out var single))
        {
            return [single];
        }

        if (url.IsLoopback)
        {
            return url.Port == 0 ? [IPAddress.Loopback] : [];
        }

        try
        {
            var found = await Dns.GetHostAddressesAsync(url.IdnHost, cancellationToken).ConfigureAwait(false);

            // A free port that is chosen for one address may be taken on another.
            return url.Port == 0 ? [found[0]] : found;
        }
        catch (SocketException exception)
        {
            throw new UhitConfigurationException(
                $"Simulator: the host {url.IdnHost} of ListenUrl could not be resolved ({exception.SocketErrorCode}). Write localhost, an "
                    + "IP address of this machine, or 0.0.0.0 for all.",
                exception);
        }
    }
}
