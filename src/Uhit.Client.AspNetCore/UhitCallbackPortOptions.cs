using Uhit.Client.Certificates;

namespace Uhit.Client.AspNetCore;

/// <summary>How a port for callbacks is set up. The defaults fit a process with one named client.</summary>
public sealed class UhitCallbackPortOptions
{
    /// <summary>The named client that the port is for: its certificate is shown, and only its peers pass the handshake.</summary>
    /// <value>Default: none, the port is for all named clients of the process.</value>
    public string? Client { get; set; }

    /// <summary>The certificate to show.</summary>
    /// <value>Default: none, the one configured for the client as <c>Callback:ServerCertificate</c>, else its client certificate.</value>
    public ICertificateSource? Certificate { get; set; }

    /// <summary>How long a TLS handshake may take.</summary>
    /// <value>Default: 10 seconds.</value>
    public TimeSpan HandshakeTimeout { get; set; } = TimeSpan.FromSeconds(10);
}
