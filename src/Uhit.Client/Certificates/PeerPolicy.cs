using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;

namespace Uhit.Client.Certificates;

/// <summary>Decides by its certificate who a caller is: at the handshake, and again for every request. Safe for any thread.</summary>
/// <remarks>
/// An allowed certificate is remembered for one minute, so that asking for every request is cheap; its dates are checked each
/// time. Refusals are not remembered, and nothing remembered outlives <see cref="Update"/>. The intermediates of the handshake are kept
/// with it, since later requests do not bring them.
/// </remarks>
internal sealed class PeerPolicy
{
    private const int MaxRemembered = 1024;
    private const int MaxIntermediates = 10;

    private const string NoCertificate =
        "The caller showed no certificate: a scanner or a browser, or a proxy or load balancer in front of the port that ends TLS. "
        + "Such a proxy must hand the connection on as it is (TCP, layer 4), so that the peer's certificate reaches this port.";

    private readonly TimeProvider _time;
    private volatile Snapshot _snapshot;

    /// <summary>How long an allowed certificate is remembered before its chain is built again.</summary>
    public static readonly TimeSpan CacheTime = TimeSpan.FromMinutes(1);

    /// <summary>Reads the peers and the files that they name.</summary>
    /// <exception cref="UhitConfigurationException">A peer's settings cannot be used.</exception>
    public PeerPolicy(IEnumerable<PeerOptions> peers, TimeProvider? timeProvider = null)
    {
        _time = timeProvider ?? TimeProvider.System;
        _snapshot = Read(peers);
    }

    /// <summary>Replaces the peers; from the next call on, a certificate that none of them has
    /// is refused, on open connections too.</summary>
    /// <exception cref="UhitConfigurationException">A peer's settings cannot be used; the former peers stay in force.</exception>
    public void Update(IEnumerable<PeerOptions> peers) => _snapshot = Read(peers);

    /// <summary>Decides about the certificate that the caller proved to have.</summary>
    /// <param name="certificate">The caller's own certificate; null when it showed none.</param>
    /// <param name="intermediates">The other certificates of the handshake, if they are at hand.</param>
    public PeerDecision Evaluate(X509Certificate2? certificate, X509Certificate2Collection? intermediates = null)
    {
        var snapshot = _snapshot;
        if (certificate is null)
        {
            return PeerDecision.Refuse(PeerRefusal.NoCertificate, NoCertificate);
        }

        if (snapshot.Peers.Length == 0)
        {
            return PeerDecision.Refuse(PeerRefusal.NoPeers, "No peer is configured, so nobody is let in; add one to Peers.");
        }

        var now = _time.GetUtcNow();
        var key = certificate.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256);
        if (snapshot.Remembered.TryGetValue(key, out var known))
        {
            if (_time.GetElapsedTime(known.At) < CacheTime)
            {
                return LeafRules.CheckDates(certificate, now) ?? known.Decision;
            }

            intermediates ??= known.Intermediates;
        }

        // What a stranger sends besides its certificate costs work: ten are enough for every honest chain.
        X509Certificate2Collection? sent = intermediates is null ? null : [.. intermediates.Take(MaxIntermediates)];

        // A copy of our own: the platform's object reads its extensions when first asked, and not safely where several callers share it.
        using var own = X509CertificateLoader.LoadCertificate(certificate.RawData);
        var decision = Best(snapshot.Peers, own, sent, now);
        if (decision.IsAllowed)
        {
            Remember(snapshot, key, new Remembered(decision, _time.GetTimestamp(), Copy(sent)));
        }

        return decision;
    }

    /// <summary>Tells of configured names that are most likely written in the wrong order.</summary>
    public void WarnOfNames(ILogger logger, string client)
    {
        foreach (var peer in _snapshot.Peers)
        {
            if (peer.DistinguishedName is { IsWrittenFromTheRoot: true } name)
            {
                CertificateLog.NameFromTheRoot(logger, client, peer.Name, name.ToString(), name.Reversed().ToString());
            }
        }
    }

    private static PeerDecision Best(
        Peer[] peers, X509Certificate2 certificate, X509Certificate2Collection? intermediates, DateTimeOffset now)
    {
        PeerDecision? best = null;
        foreach (var peer in peers)
        {
            var decision = peer.Evaluate(certificate, intermediates, now);
            if (decision.IsAllowed)
            {
                return decision;
            }

            if (best is null || decision.Progress > best.Progress)
            {
                best = decision;
            }
        }

        return best!;
    }

    private static void Remember(Snapshot snapshot, string key, Remembered value)
    {
        // Only certificates that were allowed come here, so the bound is reached by renewals over years, not by strangers.
        if (snapshot.Remembered.Count >= MaxRemembered)
        {
            snapshot.Remembered.Clear();
        }

        snapshot.Remembered[key] = value;
    }

    // The handshake's own objects are disposed after it.
    private static X509Certificate2Collection? Copy(X509Certificate2Collection? certificates) =>
        certificates is null ? null : [.. certificates.Select(c => X509CertificateLoader.LoadCertificate(c.RawData))];

    private static Snapshot Read(IEnumerable<PeerOptions> peers)
    {
        ArgumentNullException.ThrowIfNull(peers);
        Peer[] read = [.. peers.Select(p => new Peer(p))];
        if (read.DistinctBy(p => p.Name, StringComparer.OrdinalIgnoreCase).Count() != read.Length)
        {
            throw new CertificateException("Peers", "two peers have the same name.");
        }

        return new Snapshot(read, new ConcurrentDictionary<string, Remembered>());
    }

    private sealed record Snapshot(Peer[] Peers, ConcurrentDictionary<string, Remembered> Remembered);

    private sealed record Remembered(PeerDecision Decision, long At, X509Certificate2Collection? Intermediates);
}
