using System.Net.Security;

namespace Uhit.Client.AspNetCore;

/// <summary>How a port for callbacks is set up. The defaults fit a process with one named client.</summary>
public sealed class UhitCallbackPortOptions
{
    /// <summary>The named client that the port is for: its certificate is shown, and only its peers pass the handshake.</summary>
    /// <value>Default: none, the port is for all named clients of the process.</value>
    public string? Client { get; set; }

    /// <summary>Gives the certificate to show, with its private key and intermediates. Asked for
    /// every connection, from any thread.</summary>
    /// <value>Default: none, the one configured for the client as <c>Callback:ServerCertificate</c>, else its client certificate.</value>
    public Func<SslStreamCertificateContext>? Certificate { get; set; }

    /// <summary>How long a TLS handshake may take.</summary>
    /// <value>Default: 10 seconds.</value>
    public TimeSpan HandshakeTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How many connections may be in their handshake at the same time. One more breaks off the oldest of the address that has
    /// most of them: an honest handshake is over in a moment.</summary>
    /// <value>Default: 512.</value>
    public int MaxHandshakes { get; set; } = 512;

    /// <summary>How many connections one peer, known by its certificate, may have open at the same time. Further ones
    /// are closed; those of other peers are not touched.</summary>
    /// <value>Default: 256.</value>
    public int MaxConnectionsOfPeer { get; set; } = 256;
}
