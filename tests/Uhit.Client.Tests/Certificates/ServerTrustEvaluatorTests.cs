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

    private ServerTrustEvaluator PrivateRoot()
    {
        File.WriteAllText(_directory.File("ca.pem"), _certificates.Authority.ExportCertificatePem());
        var options = new ServerTrustOptions();
        options.RootFiles.Add(_directory.File("ca.pem"));
        return new ServerTrustEvaluator(options, _time);
    }
}
