using System.Security.Cryptography.X509Certificates;
using Uhit.Client.Certificates;

namespace Uhit.Client.Tests.Certificates;

/// <summary>Which settings say where our certificate is.</summary>
public sealed class CertificateSettingsTests
{
    public static TheoryData<ClientCertificateOptions, string> Refused => new()
    {
        { new() { PfxFile = "a", PemFile = "b" }, "PfxFile and PemFile" },
        { new() { PfxFile = "a", Thumbprint = new('0', 40) }, "PfxFile and Thumbprint" },
        { new() { PemFile = "a", SubjectDistinguishedName = "CN=a" }, "PemFile and SubjectDistinguishedName" },
        { new() { Thumbprint = new('0', 40), SubjectDistinguishedName = "CN=a" }, "Thumbprint and SubjectDistinguishedName" },
        { new() { PfxFile = "", PemFile = "", Thumbprint = "", SubjectDistinguishedName = "" }, "Certificate" },
        { new() { KeyFile = "a" }, "Certificate" },
        { new() { SubjectDistinguishedName = "CN=a", KeyFile = "a" }, "KeyFile" },
        { new() { Thumbprint = new('0', 40), KeyFile = "a" }, "KeyFile" },
        { new() { PfxFile = "a", Password = "x", PasswordVariable = "X" }, "Password and PasswordVariable" },
        { new() { PfxFile = "a", CheckInterval = TimeSpan.FromTicks(-1) }, "CheckInterval" },
        { new() { SubjectDistinguishedName = "nonsense" }, "SubjectDistinguishedName" },
        { new() { Thumbprint = new('0', 39) }, "Thumbprint" },
        { new() { Thumbprint = new('0', 41) }, "Thumbprint" },
        { new() { Thumbprint = new('0', 63) }, "Thumbprint" },
        { new() { Thumbprint = new('0', 65) }, "Thumbprint" },
        { new() { Thumbprint = new string('0', 39) + "g" }, "Thumbprint" },
    };

    public static TheoryData<ClientCertificateOptions> Taken =>
    [
        new ClientCertificateOptions { PfxFile = "a" },
        new ClientCertificateOptions { PfxFile = "a", KeyFile = "b" },
        new ClientCertificateOptions { PemFile = "a", KeyFile = "b" },
        new ClientCertificateOptions { PfxFile = "", PemFile = "a", KeyFile = "", Thumbprint = "", SubjectDistinguishedName = "" },
        new ClientCertificateOptions { PfxFile = "a", Password = "x" },
        new ClientCertificateOptions { PfxFile = "a", Password = "x", PasswordVariable = "" },
        new ClientCertificateOptions { PfxFile = "a", PasswordVariable = "X" },
        new ClientCertificateOptions { PfxFile = "a", CheckInterval = TimeSpan.Zero },
        new ClientCertificateOptions { Thumbprint = new('0', 40) },
        new ClientCertificateOptions { Thumbprint = new('f', 64) },
        new ClientCertificateOptions { SubjectDistinguishedName = "CN=a" },
    ];

    [Theory]
    [MemberData(nameof(Refused))]
    public void CheckOptions_SettingsThatContradict_NamesThem(ClientCertificateOptions options, string setting) =>
        Assert.Equal(setting, Assert.Throws<CertificateException>(() => CertificateLoader.CheckOptions(options)).Setting);

    [Theory]
    [MemberData(nameof(Taken))]
    public void CheckOptions_OneSource_Taken(ClientCertificateOptions options) => CertificateLoader.CheckOptions(options);

    [Fact]
    public void Defaults_AreThoseThatAreDocumented()
    {
        var ours = new ClientCertificateOptions();
        Assert.Equal(TimeSpan.FromSeconds(30), ours.CheckInterval);
        Assert.Equal((StoreName.My, StoreLocation.CurrentUser), (ours.StoreName, ours.StoreLocation));
        var server = new ServerTrustOptions();
        Assert.Equal((true, X509RevocationMode.NoCheck), (server.DisableCertificateDownloads, server.RevocationMode));
        var peer = new PeerOptions();
        Assert.Equal(("CNP", true), (peer.Name, peer.RequireClientAuthUsage));
    }

    [Theory]
    [InlineData("/x/a.pfx", true)]
    [InlineData("/x/a.P12", true)]
    [InlineData("a.PFX", true)]
    [InlineData("/x/a.pem", false)]
    [InlineData("/x.pfx/a", false)]
    [InlineData(".pfx/a.crt", false)]
    [InlineData(".p12/a.crt", false)]
    public void FromFile_Ending_TellsTheSettingThatNamesIt(string path, bool pfx)
    {
        var options = ClientCertificateOptions.FromFile(path, "key", "VARIABLE");

        Assert.Equal(pfx ? path : null, options.PfxFile);
        Assert.Equal(pfx ? null : path, options.PemFile);
        Assert.Equal("key", options.KeyFile);
        Assert.Equal("VARIABLE", options.PasswordVariable);
        Assert.Equal(pfx ? "PfxFile" : "PemFile", CertificateLoader.SourceSetting(options));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void FromFile_NoPath_Refused(string path) => Assert.Throws<ArgumentException>(() => ClientCertificateOptions.FromFile(path));

    [Theory]
    [InlineData(null, "")]
    [InlineData("", "")]
    [InlineData("secret", "")]
    [InlineData("se cret", "")]
    [InlineData("'secret", "")]
    [InlineData("\"secret'", "")]
    [InlineData("secret\n", "ends in a line break")]
    [InlineData("secret\r", "ends in a line break")]
    [InlineData("\nsecret", "")]
    [InlineData(" secret", "begins or ends with a blank")]
    [InlineData("secret ", "begins or ends with a blank")]
    [InlineData("\tsecret", "begins or ends with a blank")]
    [InlineData("secret\t", "begins or ends with a blank")]
    [InlineData("\"secret\"", "is in quotation marks")]
    [InlineData("'secret'", "is in quotation marks")]
    public void Doubt_OfAPassword_NamesWhatIsOddAboutIt(string? password, string words)
    {
        var doubt = new KeyPassword(password, "The password").Doubt;

        Assert.Equal(words.Length == 0, doubt.Length == 0);
        Assert.Contains(words, doubt, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", doubt, StringComparison.Ordinal);
    }
}
