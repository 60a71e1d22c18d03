using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Uhit.Client.Certificates;

/// <summary>Judges server certificates by <see cref="ServerTrustOptions"/>. Files are read once,
/// when it is made. Safe for any thread.</summary>
internal sealed class ServerTrustEvaluator
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private readonly X509Certificate2Collection _roots;
    private readonly KeyPin[] _pins;
    private readonly bool _noDownloads;
    private readonly X509RevocationMode _revocation;
    private readonly TimeProvider _time;

    /// <summary>Reads the options and the files that they name.</summary>
    /// <exception cref="CertificateException">The settings contradict each other, or name a file that cannot be read.</exception>
    public ServerTrustEvaluator(ServerTrustOptions options, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.RootFiles.Count > 0 && options.PinnedKeys.Count > 0)
        {
            throw new CertificateException(
                nameof(options.PinnedKeys),
                "is set, and so is RootFiles: a server is known by its key or by its root. Remove one of them.");
        }

        _roots = CertificateFiles.ReadAll(options.RootFiles, nameof(options.RootFiles));
        _pins = PinnedKeyList.Parse(options.PinnedKeys, nameof(options.PinnedKeys));
        _noDownloads = options.DisableCertificateDownloads;
        _revocation = options.RevocationMode;
        _time = timeProvider ?? TimeProvider.System;
    }

    /// <summary>Judges the certificate that a server showed.</summary>
    /// <param name="certificate">The server's own certificate.</param>
    /// <param name="sent">The other certificates that it sent, if any.</param>
    /// <param name="host">The host name or address that was asked for.</param>
    public ServerTrustVerdict Evaluate(X509Certificate2? certificate, X509Certificate2Collection? sent, string host)
    {
        ArgumentException.ThrowIfNullOrEmpty(host);
        if (certificate is null)
        {
            return new(ServerTrustFailure.NoCertificate, "The server sent no certificate.");
        }

        var now = _time.GetUtcNow();
        var validity = Validity.Of(certificate);
        if (!validity.Contains(now))
        {
            return new(ServerTrustFailure.Expired, string.Create(CultureInfo.InvariantCulture,
                $"The server's certificate is valid from {validity.From:u} to {validity.To:u} only. Tell the server's owner, or look at "
                    + $"this machine's clock."));
        }

        if (_pins.Length > 0)
        {
            var pin = KeyPin.Of(certificate);
            return _pins.Contains(pin)
                ? CheckStrength(certificate) ?? ServerTrustVerdict.Accepted
                : new(
                    ServerTrustFailure.NotPinned,
                    $"The server's key {pin} is not one of PinnedKeys. Add it only when the server's owner confirms it in another way.");
        }

        return CheckChain(certificate, sent, now, out var weakness)
            ?? CheckName(certificate, host)
            ?? CheckStrength(certificate)
            ?? Weak(weakness)
            ?? ServerTrustVerdict.Accepted;
    }

    private static ServerTrustVerdict? CheckStrength(X509Certificate2 certificate) =>
        Weak(CertificateStrength.WeaknessOf(certificate) is { } weakness ? $"The server's certificate {weakness}." : null);

    private static ServerTrustVerdict? Weak(string? weakness) =>
        weakness is null
            ? null
            : new(ServerTrustFailure.Weak, $"{weakness} {CertificateStrength.Accepted} The server's owner has to renew it.");

    private ServerTrustVerdict? CheckChain(
        X509Certificate2 certificate, X509Certificate2Collection? sent, DateTimeOffset now, out string? weakness)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.VerificationTime = now.UtcDateTime;
        chain.ChainPolicy.RevocationMode = _revocation;
        chain.ChainPolicy.DisableCertificateDownloads = _noDownloads;
        chain.ChainPolicy.UrlRetrievalTimeout = TimeSpan.FromSeconds(3);
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        if (sent is not null)
        {
            chain.ChainPolicy.ExtraStore.AddRange(sent);
        }

        if (_roots.Count > 0)
        {
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.AddRange(_roots);
        }

        var trusted = chain.Build(certificate);
        var flags = ChainFlags.Of(chain);
        weakness = CertificateStrength.WeaknessOf(chain);
        ChainFlags.Dispose(chain);
        if (trusted)
        {
            return null;
        }

        var advice = _roots.Count > 0
            ? "Look whether RootFiles holds the root of the server's CA."
            : "If the server's CA is private, set RootFiles to its root.";
        return new(ServerTrustFailure.Untrusted, $"The server's certificate is not trusted ({flags}). {advice}");
    }

    private static ServerTrustVerdict? CheckName(X509Certificate2 certificate, string host)
    {
        bool matches;
        try
        {
            matches = certificate.MatchesHostname(host, allowWildcards: true, allowCommonName: false);
        }
        catch (CryptographicException)
        {
            matches = false;
        }

        return matches ? null : new(
            ServerTrustFailure.NameMismatch, $"The server's certificate was not issued for '{host}'. Look at the endpoint's address.");
    }
}
