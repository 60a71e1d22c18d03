using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Time.Testing;
using Uhit.Client.Certificates;
using Uhit.Client.Testing;

namespace Uhit.Client.Tests.Certificates;

public sealed class PeerPolicyTests : IDisposable
{
    private const string Name = "CN=uhit.centerpointenergy.com,O=CenterPoint Energy,C=US";
    private readonly TemporaryDirectory _directory = new();
    private readonly ThrowawayCertificates _certificates = new(cnpName: Name);
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());

    public PeerPolicyTests() => File.WriteAllText(_directory.File("ca.pem"), _certificates.Authority.ExportCertificatePem());

    public void Dispose()
    {
        _certificates.Dispose();
        _directory.Dispose();
    }

    [Theory]
    [InlineData(Name)]
    [InlineData("/C=US/O=CenterPoint Energy/CN=uhit.centerpointenergy.com")]
    [InlineData("CN=UHIT.centerpointenergy.com,O=CenterPoint  Energy,C=us")]
    public void Evaluate_RootAndName_Allowed(string configured)
    {
        var decision = Policy(ByName(configured)).Evaluate(_certificates.Cnp);
        Assert.True(decision.IsAllowed, decision.Message);
        Assert.Equal("CNP", decision.PeerName);
    }

    [Theory]
    [InlineData("CN=uhit.centerpointenergy.com.evil.example,O=CenterPoint Energy,C=US", PeerRefusal.NameMismatch)]
    [InlineData("O=Evil\\, CN=uhit.centerpointenergy.com\\, O=CenterPoint Energy,C=US", PeerRefusal.NameMismatch)]
    [InlineData("CN=uhit.centerpointenergy.com+O=CenterPoint Energy,C=US", PeerRefusal.NameMismatch)]
    [InlineData("C=US,O=CenterPoint Energy,CN=uhit.centerpointenergy.com", PeerRefusal.NameReversed)]
    public void Evaluate_OtherName_RefusedWithBothNames(string shown, object expected)
    {
        var decision = Policy(ByName()).Evaluate(_certificates.Issue(new() { DistinguishedName = shown }));
        Assert.Equal(expected, decision.Refusal);
        Assert.Null(decision.PeerName);
        Assert.Contains(DistinguishedName.Parse(shown).ToString(), decision.Message, StringComparison.Ordinal);
    }

    // The platform's certificate reads its usages when first asked, and not safely for several threads.
    [Fact]
    public void Evaluate_OneCertificateByManyThreads_AllowedEachTime()
    {
        for (var i = 0; i < 300; i++)
        {
            using var fresh = X509CertificateLoader.LoadCertificate(_certificates.Cnp.RawData);
            var policy = Policy(ByName());
            using var start = new Barrier(4);
            var decisions = new PeerDecision[4];
            Thread[] threads = [.. Enumerable.Range(0, 4).Select(n => new Thread(() =>
            {
                start.SignalAndWait();
                decisions[n] = policy.Evaluate(fresh);
            }))];
            Array.ForEach(threads, thread => thread.Start());
            Array.ForEach(threads, thread => thread.Join());
            Assert.All(decisions, decision => Assert.True(decision.IsAllowed, decision.Message));
        }
    }

    [Fact]
    public void Evaluate_SubjectThatIsNoName_Refused()
    {
        var nul = DistinguishedNameTests.Der(
            ("2.5.4.3", "uhit.centerpointenergy.com\0.evil.example", UniversalTagNumber.UTF8String));
        var two = DistinguishedNameTests.Der(
            ("2.5.4.3", "evil", UniversalTagNumber.UTF8String), ("2.5.4.3", "uhit.centerpointenergy.com", UniversalTagNumber.UTF8String));
        foreach (var subject in new[] { nul, two })
        {
            Assert.Equal(
                PeerRefusal.NameUnacceptable, Policy(ByName()).Evaluate(_certificates.Issue(new() { RawSubject = subject })).Refusal);
        }
    }

    [Fact]
    public void Evaluate_PrintableStringSubject_Allowed()
    {
        var subject = DistinguishedNameTests.Der(
            ("2.5.4.6", "US", UniversalTagNumber.PrintableString),
            ("2.5.4.10", "CenterPoint Energy", UniversalTagNumber.PrintableString),
            ("2.5.4.3", "uhit.centerpointenergy.com", UniversalTagNumber.PrintableString));
        Assert.True(Policy(ByName()).Evaluate(_certificates.Issue(new() { RawSubject = subject })).IsAllowed);
    }

    [Fact]
    public void Evaluate_BadCertificates_EachWithItsRule()
    {
        var policy = Policy(ByName());
        var good = new ThrowawayCertificateRequest { DistinguishedName = Name };
        using var other = _certificates.IssueAuthority("CN=Other CA");
        using var sameName = _certificates.IssueAuthority();
        AssertRefused(PeerRefusal.Untrusted, policy, good with { Issuer = other });
        AssertRefused(PeerRefusal.Untrusted, policy, good with { Issuer = sameName });
        AssertRefused(PeerRefusal.Untrusted, policy, good with { SelfSigned = true });
        AssertRefused(PeerRefusal.Expired, policy, good with { ValidFrom = TimeSpan.FromDays(-3), ValidTo = TimeSpan.FromDays(-1) });
        AssertRefused(PeerRefusal.NotYetValid, policy, good with { ValidFrom = TimeSpan.FromDays(1) });
        AssertRefused(PeerRefusal.Usage, policy, good with { ForClients = false });
        AssertRefused(PeerRefusal.Usage, policy, good with { ForClients = false, ForServers = false });
        AssertRefused(PeerRefusal.Usage, policy, good with { IsAuthority = true });
        AssertRefused(PeerRefusal.Weak, policy, good with { RsaBits = 1024 });
        Assert.Equal(PeerRefusal.NoCertificate, policy.Evaluate(null).Refusal);
        Assert.Equal(PeerRefusal.NoPeers, Policy().Evaluate(_certificates.Cnp).Refusal);
    }

    [Fact]
    public void Evaluate_ServerCertificateOnly_AllowedByOptOut()
    {
        var peer = ByName();
        peer.RequireClientAuthUsage = false;
        Assert.True(Policy(peer).Evaluate(_certificates.Issue(new() { DistinguishedName = Name, ForClients = false })).IsAllowed);
    }

    [Fact]
    public void Evaluate_Pin_LooksAtKeyDatesAndUse()
    {
        using var self = _certificates.Issue(new() { SelfSigned = true });
        using var authority = _certificates.Issue(new() { SelfSigned = true, IsAuthority = true });
        var policy = Policy(Pinned("a", self), Pinned("b", authority));
        Assert.Equal("a", policy.Evaluate(self).PeerName);
        Assert.Equal(PeerRefusal.Usage, policy.Evaluate(authority).Refusal);
        Assert.Equal(PeerRefusal.NotPinned, policy.Evaluate(_certificates.Cnp).Refusal);
        _time.Advance(TimeSpan.FromDays(91));
        Assert.Equal(PeerRefusal.Expired, policy.Evaluate(self).Refusal);
    }

    [Fact]
    public void Evaluate_IntermediateFromHandshake_KeptForLaterRequests()
    {
        using var intermediate = _certificates.Issue(
            new() { DistinguishedName = "CN=Intermediate", IsAuthority = true, ForServers = false, ForClients = false });
        var leaf = _certificates.Issue(new() { DistinguishedName = Name, Issuer = intermediate });
        var policy = Policy(ByName());
        Assert.Equal(PeerRefusal.Untrusted, policy.Evaluate(leaf).Refusal);
        Assert.True(policy.Evaluate(leaf, [intermediate]).IsAllowed);
        Assert.True(policy.Evaluate(leaf).IsAllowed);
        _time.Advance(PeerPolicy.CacheTime * 3);
        Assert.True(policy.Evaluate(leaf).IsAllowed);

        var configured = ByName();
        File.WriteAllText(_directory.File("mid.pem"), intermediate.ExportCertificatePem());
        configured.IntermediateFiles.Add(_directory.File("mid.pem"));
        Assert.True(Policy(configured).Evaluate(leaf).IsAllowed);
    }

    [Fact]
    public void Evaluate_RememberedCertificateExpires_RefusedAtOnce()
    {
        using var brief = _certificates.Issue(new() { DistinguishedName = Name, ValidTo = TimeSpan.FromSeconds(30) });
        var policy = Policy(ByName());
        Assert.True(policy.Evaluate(brief).IsAllowed);
        _time.Advance(TimeSpan.FromSeconds(40));
        Assert.Equal(PeerRefusal.Expired, policy.Evaluate(brief).Refusal);
    }

    [Fact]
    public void Update_PeerRemoved_RefusedAtOnce()
    {
        var policy = Policy(ByName());
        Assert.True(policy.Evaluate(_certificates.Cnp).IsAllowed);
        policy.Update([Pinned("other", _certificates.ThirdParty)]);
        Assert.False(policy.Evaluate(_certificates.Cnp).IsAllowed);
        Assert.Throws<CertificateException>(() => policy.Update([new PeerOptions()]));
        Assert.True(policy.Evaluate(_certificates.ThirdParty).IsAllowed);
    }

    [Fact]
    public void Constructor_IncompletePeer_NamesTheSetting()
    {
        Assert.Equal("Peers[CNP].PinnedKeys", Refused(new PeerOptions()));
        Assert.Equal("Peers[CNP].RootFiles", Refused(new PeerOptions { DistinguishedName = Name }));
        var noName = ByName();
        noName.DistinguishedName = null;
        Assert.Equal("Peers[CNP].DistinguishedName", Refused(noName));
        var both = ByName();
        both.PinnedKeys.Add(KeyPin.Of(_certificates.Cnp).ToString());
        Assert.Equal("Peers[CNP].PinnedKeys", Refused(both));
        Assert.Equal("Peers[CNP].DistinguishedName", Refused(ByName("Acme, Inc")));
        Assert.Equal("Peers", Refused(ByName(), ByName()));
    }

    private string Refused(params PeerOptions[] peers) => Assert.Throws<CertificateException>(() => Policy(peers)).Setting;

    private PeerPolicy Policy(params PeerOptions[] peers) => new(peers, _time);

    private PeerOptions ByName(string name = Name)
    {
        var peer = new PeerOptions { DistinguishedName = name };
        peer.RootFiles.Add(_directory.File("ca.pem"));
        return peer;
    }

    private static PeerOptions Pinned(string name, X509Certificate2 certificate)
    {
        var peer = new PeerOptions { Name = name };
        peer.PinnedKeys.Add(KeyPin.Of(certificate).ToString());
        return peer;
    }

    private void AssertRefused(PeerRefusal expected, PeerPolicy policy, ThrowawayCertificateRequest request)
    {
        using var certificate = _certificates.Issue(request);
        var decision = policy.Evaluate(certificate);
        Assert.Equal(expected, decision.Refusal);
        Assert.NotEmpty(decision.Message);
    }
}
