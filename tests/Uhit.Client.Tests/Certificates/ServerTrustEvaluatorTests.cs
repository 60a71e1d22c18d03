using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Time.Testing;
using Uhit.Client.Certificates;
using Uhit.Client.Testing;

namespace Uhit.Client.Tests.Certificates;

public sealed class ServerTrustEvaluatorTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly ThrowawayCertificates _certificates = new();
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());

    public void Dispose()
    {
        _certificates.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public void Evaluate_SystemRootsAndPrivateCa_Untrusted() =>
        AssertVerdict(ServerTrustFailure.Untrusted, new ServerTrustEvaluator(new(), _time), _certificates.Cnp);

    [Theory]
    [InlineData("localhost", ServerTrustFailure.None)]
    [InlineData("127.0.0.1", ServerTrustFailure.None)]
    [InlineData("localhost.evil.example", ServerTrustFailure.NameMismatch)]
    [InlineData("cnp.throwaway.example", ServerTrustFailure.NameMismatch)]
    public void Evaluate_PrivateRoot_ChecksHostName(string host, object expected) =>
        AssertVerdict((ServerTrustFailure)expected, PrivateRoot(), _certificates.Cnp, host);

    [Fact]
    public void Evaluate_PrivateRoot_RefusesBadCertificates()
    {
        var trust = PrivateRoot();
        using var other = _certificates.IssueAuthority();
        AssertVerdict(ServerTrustFailure.Untrusted, trust, _certificates.Issue(new() { Issuer = other }));
        AssertVerdict(ServerTrustFailure.Untrusted, trust, _certificates.Issue(new() { SelfSigned = true }));
        AssertVerdict(ServerTrustFailure.Untrusted, trust, _certificates.Issue(new() { ForServers = false }));
        AssertVerdict(
            ServerTrustFailure.Expired,
            trust,
            _certificates.Issue(new() { ValidFrom = TimeSpan.FromDays(-3), ValidTo = TimeSpan.FromDays(-1) }));
        AssertVerdict(ServerTrustFailure.Expired, trust, _certificates.Issue(new() { ValidFrom = TimeSpan.FromDays(1) }));
        Assert.Equal(ServerTrustFailure.NoCertificate, trust.Evaluate(null, null, "localhost").Failure);
    }

    [Fact]
    public void Evaluate_Pin_DecidesButDatesStillCount()
    {
        foreach (var pin in new[] { KeyPin.Of(_certificates.Cnp).ToString(), Base64(KeyPin.Of(_certificates.Cnp)) })
        {
            var options = new ServerTrustOptions();
            options.PinnedKeys.Add(pin);
            var trust = new ServerTrustEvaluator(options, _time);
            AssertVerdict(ServerTrustFailure.None, trust, _certificates.Cnp, "any.example");
            AssertVerdict(ServerTrustFailure.NotPinned, trust, _certificates.ThirdParty);
        }

        var pinned = new ServerTrustOptions();
        pinned.PinnedKeys.Add(KeyPin.Of(_certificates.Cnp).ToString());
        var later = new ServerTrustEvaluator(pinned, _time);
        _time.Advance(TimeSpan.FromDays(91));
        AssertVerdict(ServerTrustFailure.Expired, later, _certificates.Cnp);
    }

    [Fact]
    public void Evaluate_ServerSendsItsIntermediate_Accepted()
    {
        using var intermediate = _certificates.Issue(
            new() { DistinguishedName = "CN=Intermediate", IsAuthority = true, ForServers = false, ForClients = false });
        using var leaf = _certificates.Issue(new() { Issuer = intermediate });

        Assert.Equal(ServerTrustFailure.None, PrivateRoot().Evaluate(leaf, [intermediate], "localhost").Failure);
        Assert.Equal(ServerTrustFailure.Untrusted, PrivateRoot().Evaluate(leaf, null, "localhost").Failure);
    }

    [Fact]
    public void Evaluate_Untrusted_AdvisesByWhatIsConfigured()
    {
        using var other = _certificates.Issue(new() { SelfSigned = true });
        Assert.Contains(
            "Look whether RootFiles holds the root", PrivateRoot().Evaluate(other, null, "localhost").Message, StringComparison.Ordinal);
        Assert.Contains(
            "If the server's CA is private, set RootFiles",
            new ServerTrustEvaluator(new(), _time).Evaluate(other, null, "localhost").Message,
            StringComparison.Ordinal);
    }

    // A common name is no host name, though it looks like one (RFC 6125 6.4.4).
    [Fact]
    public void Evaluate_HostInTheCommonNameAlone_NameMismatch()
    {
        using var old = _certificates.Issue(new() { DistinguishedName = "CN=localhost", HostNames = [] });
        AssertVerdict(ServerTrustFailure.NameMismatch, PrivateRoot(), old);
    }

    [Fact]
    public void Evaluate_SeveralThingsWrongWithAChain_AllNamed()
    {
        using var odd = _certificates.Issue(new() { SelfSigned = true, ForServers = false });
        Assert.Matches(@"is not trusted \(\w+(, \w+)+\)\. Look", PrivateRoot().Evaluate(odd, null, "localhost").Message);
    }

    [Fact]
    public void Evaluate_FirstAndLastMoment_InsideTheDates()
    {
        var validity = Validity.Of(_certificates.Cnp);
        var options = new ServerTrustOptions { PinnedKeys = { KeyPin.Of(_certificates.Cnp).ToString() } };
        Assert.Equal(ServerTrustFailure.Expired, At(validity.From.AddTicks(-1)));
        Assert.Equal(ServerTrustFailure.None, At(validity.From));
        Assert.Equal(ServerTrustFailure.None, At(validity.To));
        Assert.Equal(ServerTrustFailure.Expired, At(validity.To.AddTicks(1)));

        ServerTrustFailure At(DateTimeOffset now) =>
            new ServerTrustEvaluator(options, new FakeTimeProvider(now)).Evaluate(_certificates.Cnp, null, "localhost").Failure;
    }

    // With a CA that publishes no list of what it revoked, asking for it refuses everything.
    [Theory]
    [InlineData(X509RevocationMode.NoCheck, ServerTrustFailure.None)]
    [InlineData(X509RevocationMode.Offline, ServerTrustFailure.Untrusted)]
    public void Evaluate_RevocationMode_IsThePlatforms(X509RevocationMode mode, object expected) => AssertVerdict(
        (ServerTrustFailure)expected, PrivateRoot(new ServerTrustOptions { RevocationMode = mode }), _certificates.Cnp);

    [Fact]
    public void Evaluate_HostNamesThatCannotBeRead_NameMismatch()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        request.CertificateExtensions.Add(new X509Extension("2.5.29.17", [0x30, 0x03, 0x82, 0x05, 0x41], critical: false));
        var now = _time.GetUtcNow();
        using var odd = request.Create(_certificates.Authority, now.AddDays(-1), now.AddDays(1), [7]);

        Assert.NotEqual(ServerTrustFailure.None, PrivateRoot().Evaluate(odd, null, "localhost").Failure);
    }

    // Where it is allowed, a missing intermediate is fetched from the address that the certificate names.
    [Fact]
    public async Task Evaluate_DownloadsAllowed_AsksForTheMissingIntermediate()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var issuers = new TcpListener(IPAddress.Loopback, 0);
        issuers.Start();
        var asked = Task.Run(async () =>
        {
            using var connection = await issuers.AcceptSocketAsync();
        });
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(
            new X509AuthorityInformationAccessExtension(null, [$"http://{issuers.LocalEndpoint}/ca.cer"]));
        using var intermediate = _certificates.Issue(
            new() { DistinguishedName = "CN=Intermediate", IsAuthority = true, ForServers = false, ForClients = false });
        var now = _time.GetUtcNow();
        using var leaf = request.Create(intermediate, now.AddMinutes(-1), now.AddDays(1), [7]);

        var trust = PrivateRoot(new ServerTrustOptions { DisableCertificateDownloads = false });
        Assert.Equal(ServerTrustFailure.Untrusted, trust.Evaluate(leaf, null, "localhost").Failure);
        await asked.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    public void Evaluate_NoHost_IsAMistakeOfTheCaller(string? host) =>
        Assert.ThrowsAny<ArgumentException>(() => PrivateRoot().Evaluate(null, null, host!));

    [Fact]
    public void Constructor_SettingsThatCannotBeUsed_AreRefused()
    {
        var roots = new ServerTrustOptions();
        roots.RootFiles.Add("x.pem");
        Assert.Equal("RootFiles", Refused(roots));
        var pins = new ServerTrustOptions();
        pins.PinnedKeys.Add("sha256:12");
        Assert.Equal("PinnedKeys", Refused(pins));
        File.WriteAllText(_directory.File("ca.pem"), _certificates.Authority.ExportCertificatePem());
        var both = new ServerTrustOptions();
        both.RootFiles.Add(_directory.File("ca.pem"));
        both.PinnedKeys.Add(KeyPin.Of(_certificates.Cnp).ToString());
        Assert.Equal("PinnedKeys", Refused(both));
    }

    [Fact]
    public void Evaluate_NeitherRootsNorPins_TrustsTheSystemsRootsAlone() => AssertVerdict(
        ServerTrustFailure.Untrusted, new ServerTrustEvaluator(new ServerTrustOptions(), _time), _certificates.Cnp);

    [Fact]
    public void KeyPin_Default_MatchesNothing() => Assert.False(default(KeyPin).Equals(default));

    // Not by ToUpper or ToLower, which take U+017F for an s and U+212A for a k.
    [Fact]
    public void KeyPin_LetterThatFoldsIntoAnother_IsNoPin()
    {
        var hex = new string('a', 64);
        Assert.True(KeyPin.TryParse("SHA256:" + hex, out _));
        Assert.False(KeyPin.TryParse("\u017fha256:" + hex, out _));
        Assert.Equal(KeyPin.Parse("sha256:" + hex), KeyPin.Parse("sha256:" + new string('A', 64)));
    }

    private static string Refused(ServerTrustOptions options) =>
        Assert.Throws<CertificateException>(() => new ServerTrustEvaluator(options)).Setting;

    private static string Base64(KeyPin pin) => "sha256:" + Convert.ToBase64String(Convert.FromHexString(pin.ToString()[7..]));

    private static void AssertVerdict(
        ServerTrustFailure expected, ServerTrustEvaluator trust, X509Certificate2 certificate, string host = "localhost")
    {
        var verdict = trust.Evaluate(certificate, null, host);
        Assert.Equal(expected, verdict.Failure);
        Assert.Equal(expected == ServerTrustFailure.None, verdict.Message.Length == 0);
    }

    private ServerTrustEvaluator PrivateRoot(ServerTrustOptions? options = null)
    {
        File.WriteAllText(_directory.File("ca.pem"), _certificates.Authority.ExportCertificatePem());
        options ??= new ServerTrustOptions();
        options.RootFiles.Add(_directory.File("ca.pem"));
        return new ServerTrustEvaluator(options, _time);
    }
}
