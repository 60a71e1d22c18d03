namespace Uhit.Client.Certificates;

/// <summary>A caller that is let in: a name, and the certificates by which it is known.</summary>
/// <remarks>
/// Either <see cref="RootFiles"/> and <see cref="DistinguishedName"/> together, or <see cref="PinnedKeys"/>. With a public CA in
/// <see cref="RootFiles"/>, the Distinguished Name alone tells the peer from the CA's other customers; pins are the stronger choice.
/// </remarks>
public sealed class PeerOptions
{
    /// <summary>Name of the peer, as it appears in logs and with stored messages.</summary>
    /// <value>Default: <c>CNP</c>.</value>
    public string Name { get; set; } = "CNP";

    /// <summary>PEM or DER files with the roots that its certificate must lead to.</summary>
    /// <value>Default: none.</value>
    public IList<string> RootFiles { get; } = [];

    /// <summary>PEM or DER files with intermediates that the peer may forget to send.</summary>
    /// <value>Default: none.</value>
    public IList<string> IntermediateFiles { get; } = [];

    /// <summary>The whole Distinguished Name of its certificate, RFC 4514 or OpenSSL's one line.</summary>
    /// <value>Default: none.</value>
    public string? DistinguishedName { get; set; }

    /// <summary>Pins of its key, <c>sha256:…</c>; several while a key is being changed. Dates, usage and strength of the certificate are
    /// still checked, its chain is not.</summary>
    /// <value>Default: none.</value>
    public IList<string> PinnedKeys { get; } = [];

    /// <summary>Whether its certificate must be marked for client authentication.</summary>
    /// <remarks>Public CAs stop issuing such certificates: switch it off for a peer that only has a
    /// server certificate, and prefer a pin for it.</remarks>
    /// <value>Default: true; a certificate without any usage extension is refused too.</value>
    public bool RequireClientAuthUsage { get; set; } = true;
}
