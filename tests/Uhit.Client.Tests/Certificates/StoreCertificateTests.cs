using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Uhit.Client.Certificates;
using Uhit.Client.Testing;

namespace Uhit.Client.Tests.Certificates;

/// <summary>Which certificate of the system's store is taken.</summary>
public sealed class StoreCertificateTests : IDisposable
{
    private const string Name = "CN=ours.example,O=Ours,C=US";
    private readonly ThrowawayCertificates _certificates = new(thirdPartyName: Name);

    private static DateTimeOffset Now { get; } = TimeProvider.System.GetUtcNow();

    public void Dispose() => _certificates.Dispose();

    [Fact]
    public void Choose_Thumbprint_InAnyWayOfWriting()
    {
        var sha1 = _certificates.ThirdParty.GetCertHashString(HashAlgorithmName.SHA1);
        var sha256 = _certificates.ThirdParty.GetCertHashString(HashAlgorithmName.SHA256);
        Assert.All(
            [
                sha1, sha1.ToLowerInvariant(), sha256, sha256.ToLowerInvariant(), Separated(sha1, ' '), Separated(sha256, ':'),
                "\u200e" + sha1, // a mark that Windows' dialog copies along
            ],
            thumbprint =>
            {
                var options = new ClientCertificateOptions { Thumbprint = thumbprint };
                CertificateLoader.CheckOptions(options);
                Assert.Same(_certificates.ThirdParty, Choose(options, _certificates.Cnp, _certificates.ThirdParty));
            });
    }

    [Fact]
    public void Choose_NameOfSeveral_ValidOneThatExpiresLast()
    {
        using var expired = Issue(validFrom: -400, validTo: -1);
        using var soon = Issue(validFrom: -100, validTo: 10);
        using var later = Issue(validFrom: -100, validTo: 50);
        using var notYet = Issue(validFrom: 20, validTo: 400);
        var options = new ClientCertificateOptions { SubjectDistinguishedName = Name };
        X509Certificate2[] all = [expired, soon, later, notYet, _certificates.Cnp];

        Assert.Same(later, Choose(options, all));
        Assert.Same(later, Choose(options, [.. all.Reverse()]));
        Assert.Same(notYet, Choose(options, expired, notYet)); // none is valid: the dates are told later
    }

    [Fact]
    public void Choose_CertificateWithoutItsKey_PassedOverOrTold()
    {
        using var later = Issue(validFrom: -1, validTo: 500);
        using var keyless = X509CertificateLoader.LoadCertificate(later.RawData);
        var options = new ClientCertificateOptions { SubjectDistinguishedName = Name };

        Assert.Same(_certificates.ThirdParty, Choose(options, keyless, _certificates.ThirdParty));
        AssertRefused(options, "no private key that this account may use.", keyless);
    }

    [Fact]
    public void Choose_NothingMatches_SaysSo()
    {
        var thumbprint = new ClientCertificateOptions { Thumbprint = new string('0', 40) };
        var name = new ClientCertificateOptions { SubjectDistinguishedName = "CN=other.example" };
        AssertRefused(thumbprint, "no certificate in CurrentUser/My matches.", _certificates.ThirdParty);
        AssertRefused(name, "no certificate in CurrentUser/My matches.", _certificates.ThirdParty);
        AssertRefused(name, "no certificate in CurrentUser/My matches.");
    }

    // One of the store's other certificates has a subject that is no name: it is not ours, and must not stand in the way.
    [Fact]
    public void Choose_StoreHasASubjectThatIsNoName_PassedOver()
    {
        var subject = DistinguishedNameTests.Der(("2.5.4.3", "a", UniversalTagNumber.BMPString));
        using var odd = _certificates.Issue(new() { RawSubject = subject });
        var options = new ClientCertificateOptions { SubjectDistinguishedName = Name };

        Assert.Same(_certificates.ThirdParty, Choose(options, odd, _certificates.ThirdParty));
        AssertRefused(options, "no certificate in CurrentUser/My matches.", odd);
    }

    [Fact]
    public void Load_StoreThatIsNotThere_NamesTheSetting()
    {
        if (OperatingSystem.IsLinux())
        {
            var options = new ClientCertificateOptions { Thumbprint = new string('0', 40), StoreLocation = StoreLocation.LocalMachine };
            var e = Assert.Throws<CertificateException>(() => new ConfiguredCertificateSource(options).GetCurrent());
            Assert.Equal("StoreName", e.Setting);
            Assert.Contains("the certificate store LocalMachine/My cannot be opened", e.Message, StringComparison.Ordinal);
        }
    }

    private static X509Certificate2 Choose(ClientCertificateOptions options, params X509Certificate2[] all) =>
        StoreCertificate.Choose(all, options, CertificateLoader.SourceSetting(options), "CurrentUser/My", Now);

    private static void AssertRefused(ClientCertificateOptions options, string words, params X509Certificate2[] all)
    {
        var e = Assert.Throws<CertificateException>(() => Choose(options, all));
        Assert.Equal(CertificateLoader.SourceSetting(options), e.Setting);
        Assert.EndsWith(words, e.Message.TrimEnd(), StringComparison.Ordinal);
    }

    private static string Separated(string hex, char separator) => string.Join(separator, hex.Chunk(2).Select(pair => new string(pair)));

    private X509Certificate2 Issue(int validFrom, int validTo) => _certificates.Issue(new()
    {
        DistinguishedName = Name,
        ValidFrom = TimeSpan.FromDays(validFrom),
        ValidTo = TimeSpan.FromDays(validTo),
    });
}
