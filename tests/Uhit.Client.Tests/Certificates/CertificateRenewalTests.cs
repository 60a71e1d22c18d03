using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using Uhit.Client.Certificates;
using Uhit.Client.Testing;

namespace Uhit.Client.Tests.Certificates;

/// <summary>When a file is looked at again, and what is told of it.</summary>
public sealed class CertificateRenewalTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly ThrowawayCertificates _certificates = new();
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private readonly FakeLogger _logger = new();

    public void Dispose()
    {
        _certificates.Dispose();
        _directory.Dispose();
    }

    // A setting that is empty is not set: deployments write "" where they have nothing.
    [Fact]
    public void GetCurrent_OtherSettingsAreEmpty_Loads()
    {
        ThrowawayCertificates.WritePem(_certificates.ThirdParty, _directory.File("a.pem"));
        var options = new ClientCertificateOptions
        {
            PfxFile = "",
            PemFile = _directory.File("a.pem"),
            KeyFile = "",
            PasswordVariable = "",
            Thumbprint = "",
            SubjectDistinguishedName = "",
        };

        Assert.Equal(_certificates.ThirdParty.Thumbprint, Source(options).GetCurrent().TargetCertificate.Thumbprint);
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead, true)]
    [InlineData(UnixFileMode.GroupWrite, true)]
    [InlineData(UnixFileMode.OtherRead, true)]
    [InlineData(UnixFileMode.OtherWrite, true)]
    [InlineData(UnixFileMode.UserExecute, false)]
    [InlineData(UnixFileMode.GroupExecute, false)]
    public void GetCurrent_FileWithTheKeyIsOpenToOthers_WarnsOfThatFile(UnixFileMode more, bool warns)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        string pem = _directory.File("a.pem"), key = _directory.File("a.key"), pfx = _directory.File("a.pfx");
        File.WriteAllText(pem, _certificates.ThirdParty.ExportCertificatePem());
        File.WriteAllText(key, ThrowawayCertificates.PrivateKeyPem(_certificates.ThirdParty));
        ThrowawayCertificates.WritePfx(_certificates.ThirdParty, pfx);
        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        AssertWarns(new() { PemFile = pem, KeyFile = key }, key, pem, "KeyFile");
        AssertWarns(new() { PfxFile = pem, KeyFile = key }, key, pem, "KeyFile");
        AssertWarns(new() { PfxFile = pfx, PemFile = "" }, pfx, key, "PfxFile");

        void AssertWarns(ClientCertificateOptions options, string file, string otherFile, string setting)
        {
            File.SetUnixFileMode(file, Owner | more);
            File.SetUnixFileMode(otherFile, Owner | UnixFileMode.OtherRead);
            _logger.Collector.Clear();
            Source(options).GetCurrent();
            var warnings = _logger.Collector.GetSnapshot().Where(record => record.Id.Id == 1402).ToList();
            Assert.Equal(warns ? 1 : 0, warnings.Count);
            Assert.All(warnings, warning => Assert.Contains($"file of {setting} ", warning.Message, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void GetCurrent_FileIsAsItWas_NotReadAgain()
    {
        var options = Written(_certificates.ThirdParty);
        var source = Source(options);
        var first = source.GetCurrent();

        _time.Advance(options.CheckInterval);
        Assert.Same(first, source.GetCurrent());

        Rewrite(options, _certificates.Cnp);
        _time.Advance(options.CheckInterval - TimeSpan.FromTicks(1));
        Assert.Same(first, source.GetCurrent());
        _time.Advance(TimeSpan.FromTicks(1));
        var renewed = source.GetCurrent();
        Assert.Equal(_certificates.Cnp.Thumbprint, renewed.TargetCertificate.Thumbprint);
        _time.Advance(options.CheckInterval);
        Assert.Same(renewed, source.GetCurrent());
    }

    [Fact]
    public void GetCurrent_SameCertificateWrittenAgain_IsNoRenewal()
    {
        var options = Written(_certificates.ThirdParty);
        var source = Source(options);
        source.GetCurrent();

        Rewrite(options, _certificates.ThirdParty);
        _time.Advance(options.CheckInterval);

        Assert.Equal(_certificates.ThirdParty.Thumbprint, source.GetCurrent().TargetCertificate.Thumbprint);
        Assert.DoesNotContain(_logger.Collector.GetSnapshot(), record => record.Id.Id == 1400);
    }

    [Fact]
    public void GetCurrent_EachBadRenewal_ToldOnce()
    {
        var options = Written(_certificates.ThirdParty);
        var source = Source(options);
        source.GetCurrent();

        Break("broken otherwise", 1);
        Break("broken", 2);
        Rewrite(options, _certificates.Cnp);
        Check();
        Break("broken", 3);
        File.Delete(options.PemFile!);
        Check();
        Assert.Equal(4, Told());
        Assert.Equal(_certificates.Cnp.Thumbprint, source.GetCurrent().TargetCertificate.Thumbprint);

        void Break(string content, int told)
        {
            // The same content at the same time, which is all that a file is known by.
            File.WriteAllText(options.PemFile!, content);
            File.SetLastWriteTimeUtc(options.PemFile!, DateTime.UnixEpoch.AddYears(50));
            Check();
            Check();
            Assert.Equal(told, Told());
        }

        void Check()
        {
            _time.Advance(options.CheckInterval);
            source.GetCurrent();
        }

        int Told() => _logger.Collector.GetSnapshot().Count(record => record.Id.Id == 1401);
    }

    // Kubernetes swaps the link of the whole folder: the links of the files stay as they are.
    [Fact]
    public void GetCurrent_LinkOfTheFolderSwapped_PickedUp()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        foreach (var (folder, certificate) in new[] { ("v1", _certificates.ThirdParty), ("v2", _certificates.Cnp) })
        {
            Directory.CreateDirectory(_directory.File(folder));
            ThrowawayCertificates.WritePem(certificate, Path.Combine(_directory.File(folder), "a.pem"));
        }

        Directory.CreateSymbolicLink(_directory.File("data"), "v1");
        File.CreateSymbolicLink(_directory.File("a.pem"), "data/a.pem");
        var options = new ClientCertificateOptions { PemFile = _directory.File("a.pem") };
        var source = Source(options);
        source.GetCurrent();

        Directory.Delete(_directory.File("data"));
        Directory.CreateSymbolicLink(_directory.File("data"), "v2");
        _time.Advance(options.CheckInterval);

        Assert.Equal(_certificates.Cnp.Thumbprint, source.GetCurrent().TargetCertificate.Thumbprint);
    }

    // The key may be renewed in a file of its own, and of the same length at that.
    [Fact]
    public void GetCurrent_CertificateAndKeyFileRenewed_PickedUpWhenBothFit()
    {
        var options = new ClientCertificateOptions { PemFile = _directory.File("a.pem"), KeyFile = _directory.File("a.key") };
        WriteBoth(_certificates.ThirdParty, certificate: true, key: true);
        var source = Source(options);
        source.GetCurrent();

        WriteBoth(_certificates.Cnp, certificate: true, key: false);
        _time.Advance(options.CheckInterval);
        Assert.Equal(_certificates.ThirdParty.Thumbprint, source.GetCurrent().TargetCertificate.Thumbprint);
        WriteBoth(_certificates.Cnp, certificate: false, key: true);
        _time.Advance(options.CheckInterval);
        Assert.Equal(_certificates.Cnp.Thumbprint, source.GetCurrent().TargetCertificate.Thumbprint);

        void WriteBoth(X509Certificate2 of, bool certificate, bool key)
        {
            if (certificate)
            {
                File.WriteAllText(options.PemFile, of.ExportCertificatePem());
            }

            if (key)
            {
                File.WriteAllText(options.KeyFile, ThrowawayCertificates.PrivateKeyPem(of));
                File.SetLastWriteTimeUtc(options.KeyFile, _time.GetUtcNow().UtcDateTime);
            }
        }
    }

    [Fact]
    public void Of_CertificateWithoutKey_Refused()
    {
        using var keyless = X509CertificateLoader.LoadCertificate(_certificates.ThirdParty.RawData);
        Assert.Throws<ArgumentException>(() => OwnCertificate.Of(keyless));
        Assert.Same(_certificates.ThirdParty, OwnCertificate.Of(_certificates.ThirdParty).TargetCertificate);
    }

    [Fact]
    public void GetCurrent_RenewalThatTlsCannotUse_FormerStaysAndIsToldOnce()
    {
        using var key = DSA.Create(1024);
        using var issuer = RSA.Create(2048);
        using var bare = new CertificateRequest(
            new X500DistinguishedName("CN=Of DSA"), new PublicKey(key), HashAlgorithmName.SHA256).Create(
            new X500DistinguishedName("CN=Issuer"),
            X509SignatureGenerator.CreateForRSA(issuer, RSASignaturePadding.Pkcs1),
            _time.GetUtcNow().AddDays(-1),
            _time.GetUtcNow().AddYears(1),
            [1]);
        using var unfit = bare.CopyWithPrivateKey(key);
        var options = new ClientCertificateOptions { PfxFile = _directory.File("renewed.pfx") };
        File.WriteAllBytes(options.PfxFile, _certificates.ThirdParty.Export(X509ContentType.Pkcs12));
        var source = Source(options);
        var former = source.GetCurrent();

        File.WriteAllBytes(options.PfxFile, unfit.Export(X509ContentType.Pkcs12));
        for (var check = 0; check < 2; check++)
        {
            _time.Advance(options.CheckInterval);
            Assert.Same(former, source.GetCurrent());
        }

        var told = Assert.Single(_logger.Collector.GetSnapshot(), record => record.Id.Id == 1401);
        Assert.Contains("PfxFile: TLS can't use the certificate", told.Message, StringComparison.Ordinal);
    }

    private ConfiguredCertificateSource Source(ClientCertificateOptions options) => new(options, _time, _logger);

    private ClientCertificateOptions Written(X509Certificate2 certificate)
    {
        var options = new ClientCertificateOptions { PemFile = _directory.File("a.pem") };
        ThrowawayCertificates.WritePem(certificate, options.PemFile);
        return options;
    }

    /// <summary>Writes the file so that it can be told from the one before: the clock of a file system may be coarse.</summary>
    private void Rewrite(ClientCertificateOptions options, X509Certificate2 certificate)
    {
        ThrowawayCertificates.WritePem(certificate, options.PemFile!);
        File.SetLastWriteTimeUtc(options.PemFile!, _time.GetUtcNow().UtcDateTime.AddMinutes(1));
    }
}
