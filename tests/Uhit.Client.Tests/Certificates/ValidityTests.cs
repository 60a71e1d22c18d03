using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Uhit.Client.Certificates;
using Uhit.Client.Conformance.Wire;
using Uhit.Client.Testing;

namespace Uhit.Client.Tests.Certificates;

[Collection(MachineZoneCollection.Name)]
public sealed class ValidityTests
{
    [Theory]
    [InlineData(2020, 2049)] // UTCTime
    [InlineData(1951, 2050)] // GeneralizedTime at the end
    [InlineData(2050, 2200)] // GeneralizedTime
    public void Of_Certificate_ItsOwnDates(int from, int to)
    {
        var first = new DateTimeOffset(from, 3, 4, 5, 6, 7, TimeSpan.Zero);
        var last = new DateTimeOffset(to, 11, 2, 6, 30, 0, TimeSpan.Zero);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=dates", key, HashAlgorithmName.SHA256).CreateSelfSigned(first, last);

        var validity = Validity.Of(certificate);

        Assert.Equal(new Validity(first, last), validity);
        Assert.True(validity.Contains(first));
        Assert.True(validity.Contains(last));
        Assert.False(validity.Contains(first.AddSeconds(-1)));
        Assert.False(validity.Contains(last.AddSeconds(1)));
    }

    // RFC 5280 4.1.2.5: valid from notBefore through notAfter, inclusive. A second is the finest that a certificate says.
    [Fact]
    public void EveryCheck_FirstAndLastMoment_AreValidAndTheNextIsNot()
    {
        var first = new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);
        var last = new DateTimeOffset(2027, 3, 4, 5, 6, 7, TimeSpan.Zero);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=edges", key, HashAlgorithmName.SHA256).CreateSelfSigned(first, last);

        Assert.Equal(PeerRefusal.NotYetValid, LeafRules.CheckDates(certificate, first.AddTicks(-1))?.Refusal);
        Assert.Null(LeafRules.CheckDates(certificate, first));
        Assert.Null(LeafRules.CheckDates(certificate, last));
        Assert.Equal(PeerRefusal.Expired, LeafRules.CheckDates(certificate, last.AddTicks(1))?.Refusal);

        Assert.Throws<CertificateException>(() => CertificateLoader.CheckDates(certificate, "Certificate", first.AddTicks(-1)));
        CertificateLoader.CheckDates(certificate, "Certificate", first);
        CertificateLoader.CheckDates(certificate, "Certificate", last);
        Assert.Throws<CertificateException>(() => CertificateLoader.CheckDates(certificate, "Certificate", last.AddTicks(1)));
    }

    // A date that can't be read makes a certificate that is valid at no time, rather than for ever.
    [Fact]
    public void Of_DatesThatCannotBeRead_ValidAtNoTime()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var good = new CertificateRequest("CN=dates", key, HashAlgorithmName.SHA256).CreateSelfSigned(
            new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero), new DateTimeOffset(2027, 3, 4, 5, 6, 7, TimeSpan.Zero));
        var bytes = good.RawData;
        "271304050607Z"u8.CopyTo(bytes.AsSpan(bytes.AsSpan().IndexOf("270304050607Z"u8))); // the thirteenth month
        using var certificate = X509CertificateLoader.LoadCertificate(bytes);

        var never = Validity.Of(certificate);

        Assert.False(never.Contains(DateTimeOffset.MinValue));
        Assert.False(never.Contains(TimeProvider.System.GetUtcNow()));
        Assert.False(never.Contains(DateTimeOffset.MaxValue));
    }

    [Fact]
    public void Evaluate_MachineZoneChangesBetweenTwoRequests_StillAllowed()
    {
        using var certificates = new ThrowawayCertificates();
        var peer = new PeerOptions();
        peer.PinnedKeys.Add(KeyPin.Of(certificates.Cnp).ToString());
        var policy = new PeerPolicy([peer], TimeProvider.System);

        using (new MachineZone("Asia/Kathmandu"))
        {
            Assert.True(policy.Evaluate(certificates.Cnp).IsAllowed);
        }

        using (new MachineZone("Pacific/Honolulu"))
        {
            var decision = policy.Evaluate(certificates.Cnp);
            Assert.True(decision.IsAllowed, decision.Message);
        }
    }
}
