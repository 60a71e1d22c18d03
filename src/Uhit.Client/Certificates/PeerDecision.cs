namespace Uhit.Client.Certificates;

/// <summary>Who the caller is, or why it was refused.</summary>
/// <param name="PeerName">Name of the peer; null when refused.</param>
/// <param name="Refusal">The rule that failed, or <see cref="PeerRefusal.None"/>.</param>
/// <param name="Message">For the log, never for the caller: what failed and what to do; empty when allowed.</param>
internal sealed record PeerDecision(string? PeerName, PeerRefusal Refusal, string Message)
{
    // In the order in which a certificate is checked.
    private static readonly PeerRefusal[] Checks =
    [
        PeerRefusal.NoCertificate, PeerRefusal.NoPeers, PeerRefusal.NotPinned, PeerRefusal.Untrusted, PeerRefusal.NameUnacceptable,
        PeerRefusal.NameMismatch, PeerRefusal.NameReversed, PeerRefusal.Expired, PeerRefusal.NotYetValid, PeerRefusal.Usage,
        PeerRefusal.Weak,
    ];

    /// <summary>How far a refused certificate came: of the refusals by several peers, the one that came furthest is reported.</summary>
    public int Progress => Array.IndexOf(Checks, Refusal);

    /// <summary>Whether the caller is let in.</summary>
    public bool IsAllowed => Refusal == PeerRefusal.None;

    internal static PeerDecision Allow(string name) => new(name, PeerRefusal.None, "");

    internal static PeerDecision Refuse(PeerRefusal refusal, string message) => new(null, refusal, DisplayText.Of(message));
}
