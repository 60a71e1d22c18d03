using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using Uhit.Client.Certificates;
using Uhit.Client.Testing;

namespace Uhit.Client.Tests.Certificates;

public sealed class CertificateSourceTests : IDisposable
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

    [Fact]
    public void GetCurrent_PemWithKeyAndIntermediates_LoadsAll()
    {
        using var intermediate = _certificates.Issue(new() { DistinguishedName = "CN=Intermediate", IsAuthority = true });
        using var leaf = _certificates.Issue(new() { Issuer = intermediate });
        var file = _directory.File("a.pem");
        File.WriteAllText(
            file,
            intermediate.ExportCertificatePem() + "\n" + leaf.ExportCertificatePem() + "\n" + ThrowawayCertificates.PrivateKeyPem(leaf));
        var current = Source(new() { PemFile = file }).GetCurrent();
        Assert.Equal(leaf.Thumbprint, current.TargetCertificate.Thumbprint);
        Assert.True(current.TargetCertificate.HasPrivateKey);
        Assert.Equal(intermediate.Thumbprint, Assert.Single(current.IntermediateCertificates).Thumbprint);
    }

    [Fact]
    public void GetCurrent_PemWithEncryptedSeparateKey_Loads()
    {
        var pem = _directory.File("a.pem");
        var key = _directory.File("a.key");
        File.WriteAllText(pem, _certificates.ThirdParty.ExportCertificatePem());
        using var ec = _certificates.ThirdParty.GetECDsaPrivateKey()!;
        File.WriteAllText(key, ec.ExportEncryptedPkcs8PrivateKeyPem(
            "secret", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000)));
        Assert.True(Source(new() { PemFile = pem, KeyFile = key, Password = "secret" }).GetCurrent().TargetCertificate.HasPrivateKey);
        AssertRefused(new() { PemFile = pem, KeyFile = key, Password = "wrong" }, "KeyFile", "password is wrong");
        AssertRefused(new() { PemFile = pem, KeyFile = key }, "KeyFile", "encrypted");
    }

    [Fact]
    public void GetCurrent_PfxWithPasswordFromVariable_Loads()
    {
        var file = _directory.File("a.pfx");
        ThrowawayCertificates.WritePfx(_certificates.ThirdParty, file, "secret");
        const string Variable = "UHIT_TEST_PFX_PASSWORD";
        AssertRefused(new() { PfxFile = file, PasswordVariable = Variable }, "PasswordVariable", Variable);
        Environment.SetEnvironmentVariable(Variable, "secret");
        Assert.True(
            Source(ClientCertificateOptions.FromFile(file, passwordVariable: Variable)).GetCurrent().TargetCertificate.HasPrivateKey);
        Environment.SetEnvironmentVariable(Variable, null);
        AssertRefused(new() { PfxFile = file, Password = "wrong" }, "PfxFile", "password is wrong");
    }

    [Fact]
    public void GetCurrent_NoPrivateKey_SaysSo()
    {
        var pem = _directory.File("a.pem");
        File.WriteAllText(pem, _certificates.ThirdParty.ExportCertificatePem());
        AssertRefused(new() { PemFile = pem }, "PemFile", "no private key");
        var pfx = _directory.File("a.pfx");
        File.WriteAllBytes(pfx, new X509Certificate2Collection(
            X509CertificateLoader.LoadCertificate(_certificates.ThirdParty.RawData)).Export(X509ContentType.Pkcs12)!);
        AssertRefused(new() { PfxFile = pfx }, "PfxFile", "no private key");
    }

    [Fact]
    public void GetCurrent_KeyOfAnotherCertificate_SaysSo()
    {
        var pem = _directory.File("a.pem");
        File.WriteAllText(
            pem, _certificates.ThirdParty.ExportCertificatePem() + "\n" + ThrowawayCertificates.PrivateKeyPem(_certificates.Cnp));
        AssertRefused(new() { PemFile = pem }, "PemFile", "not the key of");
    }

    [Fact]
    public void GetCurrent_MissingFile_NamesSettingAndFile() =>
        AssertRefused(new() { PemFile = _directory.File("none.pem") }, "PemFile", "does not exist");

    [Fact]
    public void Constructor_SettingsThatContradict_Refused()
    {
        Assert.Contains("no source", Assert.Throws<CertificateException>(() => Source(new())).Message, StringComparison.Ordinal);
        Assert.Equal(
            "PfxFile and PemFile", Assert.Throws<CertificateException>(() => Source(new() { PemFile = "a", PfxFile = "b" })).Setting);
        Assert.Equal("Thumbprint", Assert.Throws<CertificateException>(() => Source(new() { Thumbprint = "12" })).Setting);
        Assert.Equal(
            "SubjectDistinguishedName",
            Assert.Throws<CertificateException>(() => Source(new() { SubjectDistinguishedName = "a,b" })).Setting);
        Assert.Equal(
            "KeyFile",
            Assert.Throws<CertificateException>(() => Source(new() { Thumbprint = new string('0', 40), KeyFile = "b" })).Setting);
    }

    [Fact]
    public void GetCurrent_ExpiredOrNotYetValid_SaysWhich()
    {
        AssertRefused(Written(new() { ValidFrom = TimeSpan.FromDays(-2), ValidTo = TimeSpan.FromDays(-1) }), "PemFile", "expired on");
        AssertRefused(Written(new() { ValidFrom = TimeSpan.FromDays(1) }), "PemFile", "not valid before");
    }

    [Fact]
    public void GetCurrent_ExpiresWhileRunning_Refused()
    {
        var source = Source(Written(new()));
        source.GetCurrent();
        _time.Advance(TimeSpan.FromDays(91));
        Assert.Throws<CertificateException>(source.GetCurrent);
    }

    [Fact]
    public void GetCurrent_RenewedFile_PickedUpAtNextCheck()
    {
        var options = Written(new());
        var source = Source(options);
        var first = source.GetCurrent().TargetCertificate.Thumbprint;
        ThrowawayCertificates.WritePem(_certificates.Cnp, options.PemFile!);
        Assert.Equal(first, source.GetCurrent().TargetCertificate.Thumbprint);
        _time.Advance(options.CheckInterval);
        Assert.Equal(_certificates.Cnp.Thumbprint, source.GetCurrent().TargetCertificate.Thumbprint);
        Assert.Contains(_logger.Collector.GetSnapshot(), r => r.Id.Id == 1400);
    }

    [Fact]
    public void GetCurrent_BadRenewal_KeepsLastGoodAndTellsOnce()
    {
        var options = Written(new());
        var source = Source(options);
        var first = source.GetCurrent().TargetCertificate.Thumbprint;
        File.WriteAllText(options.PemFile!, "broken");
        for (var i = 0; i < 3; i++)
        {
            _time.Advance(options.CheckInterval);
            Assert.Equal(first, source.GetCurrent().TargetCertificate.Thumbprint);
        }

        Assert.Single(_logger.Collector.GetSnapshot(), r => r.Id.Id == 1401);
        ThrowawayCertificates.WritePem(_certificates.Cnp, options.PemFile!);
        _time.Advance(options.CheckInterval);
        Assert.Equal(_certificates.Cnp.Thumbprint, source.GetCurrent().TargetCertificate.Thumbprint);
    }

    [Fact]
    public void GetCurrent_LinkSwapped_PickedUp()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        ThrowawayCertificates.WritePem(_certificates.ThirdParty, _directory.File("v1.pem"));
        ThrowawayCertificates.WritePem(_certificates.Cnp, _directory.File("v2.pem"));
        var link = _directory.File("current.pem");
        File.CreateSymbolicLink(link, "v1.pem");
        var options = new ClientCertificateOptions { PemFile = link };
        var source = Source(options);
        Assert.Equal(_certificates.ThirdParty.Thumbprint, source.GetCurrent().TargetCertificate.Thumbprint);
        File.Delete(link);
        File.CreateSymbolicLink(link, "v2.pem");
        _time.Advance(options.CheckInterval);
        Assert.Equal(_certificates.Cnp.Thumbprint, source.GetCurrent().TargetCertificate.Thumbprint);
    }

    [Fact]
    public void GetCurrent_KeyFileOthersCanRead_Warns()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var options = Written(new());
        Source(options).GetCurrent();
        Assert.DoesNotContain(_logger.Collector.GetSnapshot(), r => r.Id.Id == 1402);
        File.SetUnixFileMode(options.PemFile!, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        Source(options).GetCurrent();
        Assert.Contains(_logger.Collector.GetSnapshot(), r => r.Id.Id == 1402);
    }

    [Fact]
    public void WriteTo_KeyFiles_AreForTheOwnerOnly()
    {
        _certificates.WriteTo(_directory.Path);
        Assert.Equal(
            ["ca.pem", "cnp.pem", "cnp.pfx", "third-party.pem", "third-party.pfx"],
            Directory.GetFiles(_directory.Path).Select(Path.GetFileName).Order());
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_directory.File("cnp.pfx")));
        }

        Assert.True(Source(new() { PfxFile = _directory.File("cnp.pfx") }).GetCurrent().TargetCertificate.HasPrivateKey);
    }

    private ConfiguredCertificateSource Source(ClientCertificateOptions options) => new(options, _time, _logger);

    private ClientCertificateOptions Written(ThrowawayCertificateRequest request)
    {
        var file = _directory.File(Guid.NewGuid() + ".pem");
        using var certificate = _certificates.Issue(request);
        ThrowawayCertificates.WritePem(certificate, file);
        return new ClientCertificateOptions { PemFile = file };
    }

    private void AssertRefused(ClientCertificateOptions options, string setting, string words)
    {
        var e = Assert.Throws<CertificateException>(() => Source(options).GetCurrent());
        Assert.Equal(setting, e.Setting);
        Assert.Contains(words, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", e.Message, StringComparison.Ordinal);
    }
}
