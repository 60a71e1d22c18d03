using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using Uhit.Client.Certificates;
using Uhit.Client.Testing;

namespace Uhit.Client.Tests.Certificates;

/// <summary>Who is let in, for how long that is remembered, and which refusal is told.</summary>
public sealed class PeerRulesTests : IDisposable
{
    private const string Name = "CN=peer.example,O=Peer,C=US";
    private static readonly TimeSpan Instant = TimeSpan.FromTicks(1);
    private readonly TemporaryDirectory _directory = new();
    private readonly ThrowawayCertificates _certificates = new(cnpName: Name);
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());

    public PeerRulesTests() => File.WriteAllText(_directory.File("ca.pem"), _certificates.Authority.ExportCertificatePem());

    public void Dispose()
    {
        _certificates.Dispose();
        _directory.Dispose();
    }

    // The chain is built again after a minute: until then an issuer's expiry is not noticed.
    [Fact]
    public void Evaluate_IssuerExpires_NoticedWhenTheMinuteIsOver()
    {
        using var intermediate = Intermediate(TimeSpan.FromSeconds(30));
        using var leaf = _certificates.Issue(new() { DistinguishedName = Name, Issuer = intermediate });
        var policy = Policy(ByName());
        Assert.True(policy.Evaluate(leaf, [intermediate]).IsAllowed);
        Assert.True(policy.Evaluate(_certificates.Cnp).IsAllowed); // another one, which is remembered beside it

        _time.Advance(PeerPolicy.CacheTime - Instant);
        Assert.True(policy.Evaluate(leaf).IsAllowed);
        _time.Advance(Instant);
        Assert.Equal(PeerRefusal.Untrusted, policy.Evaluate(leaf).Refusal);
    }

    [Fact]
    public void CacheTime_IsAMinute() => Assert.Equal(TimeSpan.FromMinutes(1), PeerPolicy.CacheTime);

    // Later requests on a connection do not bring the intermediates again, and the clock may have been wrong for a while.
    [Fact]
    public void Evaluate_ClockWasWrongForAWhile_AllowedAgainOnTheSameConnection()
    {
        using var intermediate = Intermediate(TimeSpan.FromDays(30));
        using var leaf = _certificates.Issue(new() { DistinguishedName = Name, Issuer = intermediate });
        var policy = Policy(ByName());
        Assert.True(policy.Evaluate(leaf, [intermediate]).IsAllowed);
        _time.Advance(PeerPolicy.CacheTime);
        var right = _time.GetUtcNow();

        _time.AdjustTime(right.AddYears(1));
        Assert.Equal(PeerRefusal.Untrusted, policy.Evaluate(leaf).Refusal);
        _time.AdjustTime(right);

        Assert.True(policy.Evaluate(leaf).IsAllowed);
    }

    [Fact]
    public void Evaluate_HandshakesObjectsAreDisposed_IntermediatesAreStillKnown()
    {
        using var intermediate = Intermediate(TimeSpan.FromDays(30));
        using var leaf = _certificates.Issue(new() { DistinguishedName = Name, Issuer = intermediate });
        var policy = Policy(ByName());
        using (var ofHandshake = X509CertificateLoader.LoadCertificate(intermediate.RawData))
        {
            Assert.True(policy.Evaluate(leaf, [ofHandshake]).IsAllowed);
        }

        _time.Advance(PeerPolicy.CacheTime);
        Assert.True(policy.Evaluate(leaf).IsAllowed);
    }

    // What a caller sends besides its certificate costs work: ten are looked at, in the handshake and afterwards.
    [Theory]
    [InlineData(9, true)]
    [InlineData(10, false)]
    public void Evaluate_ManyIntermediates_TenAreLookedAt(int before, bool allowed)
    {
        using var intermediate = Intermediate(TimeSpan.FromDays(30));
        using var leaf = _certificates.Issue(new() { DistinguishedName = Name, Issuer = intermediate });
        X509Certificate2Collection sent = [.. Enumerable.Repeat(_certificates.ThirdParty, before), intermediate];
        var policy = Policy(ByName());

        Assert.Equal(allowed, policy.Evaluate(leaf, sent).IsAllowed);
        _time.Advance(PeerPolicy.CacheTime);
        Assert.Equal(allowed, policy.Evaluate(leaf).IsAllowed);
    }

    [Fact]
    public void Evaluate_FirstAndLastMoment_Allowed()
    {
        var second = new DateTimeOffset(2027, 3, 4, 5, 6, 7, TimeSpan.Zero);
        using var certificates = new ThrowawayCertificates(cnpName: Name, timeProvider: new FakeTimeProvider(second));
        using var leaf = certificates.Issue(
            new() { DistinguishedName = Name, ValidFrom = TimeSpan.Zero, ValidTo = TimeSpan.FromHours(1) });
        File.WriteAllText(_directory.File("ca.pem"), certificates.Authority.ExportCertificatePem());

        Assert.Equal(PeerRefusal.NotYetValid, At(second - Instant));
        Assert.Equal(PeerRefusal.None, At(second));
        Assert.Equal(PeerRefusal.None, At(second.AddHours(1) - TimeSpan.FromSeconds(1)));
        Assert.Equal(PeerRefusal.None, At(second.AddHours(1)));
        Assert.Equal(PeerRefusal.Expired, At(second.AddHours(1) + Instant));

        PeerRefusal At(DateTimeOffset now) => new PeerPolicy([ByName()], new FakeTimeProvider(now)).Evaluate(leaf).Refusal;
    }

    [Fact]
    public void Evaluate_SeveralPeers_TellsTheRefusalThatCameFurthest()
    {
        using var expired = _certificates.Issue(
            new() { DistinguishedName = Name, ValidFrom = TimeSpan.FromDays(-3), ValidTo = TimeSpan.FromDays(-1) });
        PeerOptions[] peers =
            [Pinned("pinned", _certificates.ThirdParty), ByName("CN=other.example,O=Peer,C=US", "other"), ByName(Name, "right")];

        Assert.Equal(PeerRefusal.Expired, Policy(peers).Evaluate(expired).Refusal);
        Assert.Equal(PeerRefusal.Expired, Policy([.. peers.Reverse()]).Evaluate(expired).Refusal);
        Assert.Equal(PeerRefusal.NameMismatch, Policy(peers[..2]).Evaluate(expired).Refusal);
        Assert.Equal("right", Policy(peers).Evaluate(_certificates.Cnp).PeerName);
        Assert.Equal("right", Policy([.. peers.Reverse()]).Evaluate(_certificates.Cnp).PeerName);
        // Of two that came equally far, the one that stands first.
        var two = Policy(ByName("CN=b.example", "b"), ByName("CN=c.example", "c")).Evaluate(_certificates.Cnp);
        Assert.Contains("peer b is \"CN=b.example\"", two.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_StrangersChain_NamesWhatThePlatformFound()
    {
        using var self = _certificates.Issue(new() { SelfSigned = true, DistinguishedName = Name });
        var decision = Policy(ByName()).Evaluate(self);
        Assert.Matches(@"none of the roots of peer CNP \([A-Z]\w+(, [A-Z]\w+)*\)\.$", decision.Message);
        Assert.DoesNotContain("NoError", decision.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WarnOfNames_NameWrittenFromTheRoot_ToldWithTheOtherOrder()
    {
        var logger = new FakeLogger();
        Policy(ByName(peer: "good"), ByName("C=US,O=Peer,CN=peer.example", "odd"), Pinned("pin", _certificates.Cnp))
            .WarnOfNames(logger, "main");

        var warning = Assert.Single(logger.Collector.GetSnapshot());
        Assert.Equal(1404, warning.Id.Id);
        Assert.Contains("peer odd of client main", warning.Message, StringComparison.Ordinal);
        Assert.Contains($"\"{Name}\"", warning.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void Constructor_PeerWithoutName_Refused(string name) =>
        Assert.Equal("Peers.Name", Assert.Throws<CertificateException>(() => Policy(ByName(peer: name))).Setting);

    [Fact]
    public void Constructor_NamesThatDifferInCaseOnly_AreTheSame() =>
        Assert.Equal(
            "Peers", Assert.Throws<CertificateException>(() => Policy(ByName(peer: "cnp"), Pinned("CNP", _certificates.Cnp))).Setting);

    [Fact]
    public void Constructor_FilesOfAPeer_AreNamedWithTheirSetting()
    {
        var roots = ByName();
        roots.RootFiles.Add(_directory.File("none.pem"));
        Assert.Equal("Peers[CNP].RootFiles", Assert.Throws<CertificateException>(() => Policy(roots)).Setting);
        var intermediates = ByName();
        intermediates.IntermediateFiles.Add(_directory.File("none.pem"));
        Assert.Equal("Peers[CNP].IntermediateFiles", Assert.Throws<CertificateException>(() => Policy(intermediates)).Setting);
        var pins = new PeerOptions { PinnedKeys = { "sha256:12" } };
        Assert.Equal("Peers[CNP].PinnedKeys", Assert.Throws<CertificateException>(() => Policy(pins)).Setting);
    }

    [Fact]
    public void CheckUse_ExtensionsOfALeaf_EachWithItsRule()
    {
        Assert.Null(UseOf(ClientUse, Usage(X509KeyUsageFlags.DigitalSignature)));
        Assert.Null(UseOf(ClientUse, Usage(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment)));
        Assert.Null(UseOf(ClientUse));
        Assert.Contains("digital signatures", UseOf(ClientUse, Usage(X509KeyUsageFlags.KeyEncipherment)), StringComparison.Ordinal);
        Assert.Contains("of a CA", UseOf(ClientUse, new X509BasicConstraintsExtension(true, false, 0, true)), StringComparison.Ordinal);
        Assert.Null(UseOf(ClientUse, new X509BasicConstraintsExtension(false, false, 0, true)));
        Assert.Contains("not marked for client authentication", UseOf(), StringComparison.Ordinal);
        Assert.Contains("not marked for client", UseOf(ServerUse), StringComparison.Ordinal);
        Assert.Contains("cannot be read", UseOf(ClientUse, Broken), StringComparison.Ordinal);
    }

    [Fact]
    public void DoubtsOf_OurOwnCertificate_EachWithASentence()
    {
        Assert.Empty(Doubts(ClientUse, Usage(X509KeyUsageFlags.DigitalSignature)));
        Assert.Empty(Doubts()); // without any mark it is for every use
        Assert.Empty(Doubts(AnyUse, new X509BasicConstraintsExtension(false, false, 0, true)));
        Assert.Contains("not marked for client authentication", Assert.Single(Doubts(ServerUse)), StringComparison.Ordinal);
        Assert.Contains(
            "of a CA", Assert.Single(Doubts(new X509BasicConstraintsExtension(true, false, 0, true))), StringComparison.Ordinal);
        Assert.Contains("no digital signature", Assert.Single(Doubts(Usage(X509KeyUsageFlags.KeyEncipherment))), StringComparison.Ordinal);
        using var weak = _certificates.Issue(new() { RsaBits = 1024 });
        Assert.Contains("RSA key of 1024 bits", Assert.Single(OwnCertificateUse.DoubtsOf(weak)), StringComparison.Ordinal);
    }

    // A stranger's certificate must not choose addresses that this machine contacts.
    [Fact]
    public void Evaluate_CertificateNamesAnAddressOfItsIssuer_NotContacted()
    {
        using var issuers = new TcpListener(IPAddress.Loopback, 0);
        issuers.Start();
        using var intermediate = Intermediate(TimeSpan.FromDays(30));
        using var leaf = Extended(
            intermediate, new X509AuthorityInformationAccessExtension(null, [$"http://{issuers.LocalEndpoint}/ca.cer"]), ClientUse);

        Assert.Equal(PeerRefusal.Untrusted, Policy(ByName()).Evaluate(leaf).Refusal);
        var trust = new ServerTrustOptions { RootFiles = { _directory.File("ca.pem") } };
        Assert.Equal(ServerTrustFailure.Untrusted, new ServerTrustEvaluator(trust, _time).Evaluate(leaf, null, "localhost").Failure);

        Assert.False(issuers.Pending());
    }

    private static X509EnhancedKeyUsageExtension ClientUse => new([new Oid("1.3.6.1.5.5.7.3.2")], false);

    private static X509EnhancedKeyUsageExtension ServerUse => new([new Oid("1.3.6.1.5.5.7.3.1")], false);

    private static X509EnhancedKeyUsageExtension AnyUse => new([new Oid("2.5.29.37.0")], false);

    private static X509Extension Broken => new("2.5.29.19", [1, 2, 3], critical: false);

    private static X509KeyUsageExtension Usage(X509KeyUsageFlags flags) => new(flags, true);

    private static string[] Doubts(params X509Extension[] extensions)
    {
        using var certificate = Extended(null, extensions);
        return [.. OwnCertificateUse.DoubtsOf(certificate)];
    }

    private static string? UseOf(params X509Extension[] extensions)
    {
        using var certificate = Extended(null, extensions);
        return LeafRules.CheckUse(certificate, requireClientAuth: true)?.Message;
    }

    /// <summary>A certificate with these extensions and no other; signed by itself where no issuer is given.</summary>
    private static X509Certificate2 Extended(X509Certificate2? issuer, params X509Extension[] extensions)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(
            new X500DistinguishedName(DistinguishedName.Parse(Name).ToDer()), key, HashAlgorithmName.SHA256);
        Array.ForEach(extensions, request.CertificateExtensions.Add);
        var now = TimeProvider.System.GetUtcNow();
        return issuer is null
            ? request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1))
            : request.Create(issuer, now.AddMinutes(-1), now.AddDays(1), [7]);
    }

    private X509Certificate2 Intermediate(TimeSpan validTo) => _certificates.Issue(new()
    {
        DistinguishedName = "CN=Intermediate",
        IsAuthority = true,
        ForServers = false,
        ForClients = false,
        ValidTo = validTo,
    });

    private PeerPolicy Policy(params PeerOptions[] peers) => new(peers, _time);

    private PeerOptions ByName(string name = Name, string peer = "CNP") =>
        new() { Name = peer, DistinguishedName = name, RootFiles = { _directory.File("ca.pem") } };

    private static PeerOptions Pinned(string name, X509Certificate2 certificate) =>
        new() { Name = name, PinnedKeys = { KeyPin.Of(certificate).ToString() } };
}
