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
