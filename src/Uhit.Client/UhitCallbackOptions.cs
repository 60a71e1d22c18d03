using Uhit.Client.Certificates;

namespace Uhit.Client;

/// <summary>How CNP's callbacks are received.</summary>
public sealed class UhitCallbackOptions
{
    /// <summary>The address under which CNP reaches the listener, as it stands in the WSDL that is served at <c>?wsdl</c>.</summary>
    /// <value>Default: none, the contract's own address is shown.</value>
    public Uri? PublicUrl { get; set; }

    /// <summary>The certificate that the listener shows; where none is set, the client certificate is shown.</summary>
    public ClientCertificateOptions ServerCertificate { get; set; } = new();

    /// <summary>The most bytes of one callback. A meter-year of 15-minute readings has about 3.7 MB, indented about 6 MB.</summary>
    /// <value>Default: 512 MiB.</value>
    public long MaxBodyBytes { get; set; } = 512L * 1024 * 1024;

    /// <summary>The most bytes that are kept of callbacks that could not be taken: beyond it they are noted without their bodies, 10,000 of them at most.</summary>
    /// <value>Default: 64 MiB.</value>
    public long MaxUnreadableBytes { get; set; } = 64L * 1024 * 1024;

    /// <summary>How many inquiries have their events handled at the same time.</summary>
    /// <value>Default: 4.</value>
    public int MaxConcurrentHandlers { get; set; } = 4;

    /// <summary>How long handlers that run may take to end when the application stops.</summary>
    /// <value>Default: 10 seconds.</value>
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(10);
}
