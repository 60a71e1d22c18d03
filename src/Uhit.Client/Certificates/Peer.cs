using System.Security.Cryptography.X509Certificates;

namespace Uhit.Client.Certificates;

/// <summary>One configured peer, its files read and its name parsed.</summary>
internal sealed class Peer
{
    private readonly X509Certificate2Collection _roots;
    private readonly X509Certificate2Collection _intermediates;
    private readonly DistinguishedName? _name;
    private readonly KeyPin[] _pins;
    private readonly bool _requireClientAuth;

    public Peer(PeerOptions options)
    {
        var prefix = $"Peers[{options.Name}].";
        if (string.IsNullOrWhiteSpace(options.Name))
        {
            throw new CertificateException("Peers.Name", "a peer has no name.");
        }

        var byName = options.RootFiles.Count > 0 || !string.IsNullOrEmpty(options.DistinguishedName);
        if (byName == options.PinnedKeys.Count > 0)
        {
            throw new CertificateException(
                prefix + nameof(options.PinnedKeys), "set either PinnedKeys, or RootFiles and DistinguishedName.");
        }

        if (byName && options.RootFiles.Count == 0)
        {
            throw new CertificateException(
                prefix + nameof(options.RootFiles), "is empty: a Distinguished Name means nothing without the CA that vouches for it.");
        }

        if (byName && string.IsNullOrEmpty(options.DistinguishedName))
        {
            throw new CertificateException(
                prefix + nameof(options.DistinguishedName), "is empty: without it every customer of that CA would be let in.");
        }

        Name = options.Name;
        _name = byName ? CertificateLoader.ParseName(options.DistinguishedName!, prefix + nameof(options.DistinguishedName)) : null;
        _roots = CertificateFiles.ReadAll(options.RootFiles, prefix + nameof(options.RootFiles));
        _intermediates = CertificateFiles.ReadAll(options.IntermediateFiles, prefix + nameof(options.IntermediateFiles));
        _pins = PinnedKeyList.Parse(options.PinnedKeys, prefix + nameof(options.PinnedKeys));
        _requireClientAuth = options.RequireClientAuthUsage;
    }

    public string Name { get; }

    public DistinguishedName? DistinguishedName => _name;

    public PeerDecision Evaluate(X509Certificate2 certificate, X509Certificate2Collection? sent, DateTimeOffset now) =>
        CheckIdentity(certificate, sent, now, out var weakness)
        ?? LeafRules.CheckDates(certificate, now)
        ?? LeafRules.CheckUse(certificate, _requireClientAuth)
        ?? (weakness is null
            ? PeerDecision.Allow(Name)
            : PeerDecision.Refuse(PeerRefusal.Weak, $"{weakness} {CertificateStrength.Accepted}"));

    private PeerDecision? CheckIdentity(
        X509Certificate2 certificate, X509Certificate2Collection? sent, DateTimeOffset now, out string? weakness)
    {
        weakness = null;
        if (_name is null)
        {
            var pin = KeyPin.Of(certificate);
            return _pins.Contains(pin)
                ? null
                : PeerDecision.Refuse(PeerRefusal.NotPinned, $"The caller's key {pin} is not pinned for peer {Name}.");
        }

        return CheckChain(certificate, sent, now, out weakness) ?? CheckName(certificate);
    }

    private PeerDecision? CheckChain(
        X509Certificate2 certificate, X509Certificate2Collection? sent, DateTimeOffset now, out string? weakness)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_roots);
        chain.ChainPolicy.ExtraStore.AddRange(_intermediates);
        if (sent is not null)
        {
            chain.ChainPolicy.ExtraStore.AddRange(sent);
        }

        // A stranger's certificate must not make this machine contact addresses of the stranger's choice.
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        // The caller's own dates are judged by LeafRules, which say which of them failed; those
        // of its issuers are judged at the same moment.
        chain.ChainPolicy.VerificationTime = Clamp(now, certificate).UtcDateTime;
        var trusted = chain.Build(certificate);
        var flags = ChainFlags.Of(chain);
        weakness = CertificateStrength.WeaknessOf(chain);
        ChainFlags.Dispose(chain);
        return trusted
            ? null
            : PeerDecision.Refuse(PeerRefusal.Untrusted, $"The caller's certificate leads to none of the roots of peer {Name} ({flags}).");
    }

    private static DateTimeOffset Clamp(DateTimeOffset now, X509Certificate2 certificate)
    {
        var validity = Validity.Of(certificate);
        if (validity.From >= validity.To)
        {
            return now;
        }

        // OpenSSL counts the last second as over.
        var last = validity.To.AddSeconds(-1);
        return now < validity.From ? validity.From : now > last ? last : now;
    }

    private PeerDecision? CheckName(X509Certificate2 certificate)
    {
        DistinguishedName shown;
        try
        {
            shown = DistinguishedName.OfSubject(certificate);
        }
        catch (FormatException e)
        {
            return PeerDecision.Refuse(PeerRefusal.NameUnacceptable, $"The caller's subject is not accepted as a name. {e.Message}");
        }

        if (shown == _name)
        {
            return null;
        }

        return shown.IsReverseOf(_name!)
            ? PeerDecision.Refuse(
                PeerRefusal.NameReversed, $"The DistinguishedName of peer {Name} has the same attributes in the opposite order: RFC 4514 "
                    + $"begins with the common name. Set it to \"{shown}\".")
            : PeerDecision.Refuse(PeerRefusal.NameMismatch, $"The caller is \"{shown}\", peer {Name} is \"{_name}\".");
    }
}
