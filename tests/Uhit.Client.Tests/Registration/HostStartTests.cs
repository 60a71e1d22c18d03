using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;
using Uhit.Client.Certificates;

namespace Uhit.Client.Tests.Registration;

public sealed class HostStartTests : IDisposable
{
    private readonly ClientSettings _settings = new("Test");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _settings.Dispose();

    [Fact]
    public async Task Start_AllIsWell_StartsAndStops()
    {
        _settings["Uhit:Test:ServerTrust:RootFiles:0"] = _settings.File("ca.pem");
        _settings["Uhit:Test:Peers:0:PinnedKeys:0"] = KeyPin.Of(_settings.Certificates.Cnp).ToString();
        using var host = Host();

        await host.StartAsync(Token);

        Assert.Equal("Test", host.Services.GetRequiredService<IUsageHistoryClient>().Name);
        await host.StopAsync(Token);
    }

    [Fact]
    public async Task Start_WrongSetting_StopsWithAllOfThem()
    {
        _settings["Uhit:Test:MaxLines"] = "0";
        _settings["Uhit:Test:Environment"] = null;
        using var host = Host();

        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Token));

        Assert.Contains("Uhit:Test:MaxLines ", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Uhit:Test:Environment ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_CertificateNotSet_NamesTheSection()
    {
        _settings["Uhit:Test:Certificate:PemFile"] = null;

        Assert.StartsWith("Uhit:Test:Certificate: no source is set.", (await RefusedAsync()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_CertificateMissing_NamesTheSettingOnce()
    {
        _settings["Uhit:Test:Certificate:PemFile"] = _settings.File("absent.pem");

        var message = (await RefusedAsync()).Message;

        Assert.StartsWith("Uhit:Test:Certificate:PemFile: the file '", message, StringComparison.Ordinal);
        Assert.Contains("does not exist", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_CertificateWithoutKey_NamesTheSetting()
    {
        await File.WriteAllTextAsync(_settings.File("public.pem"), _settings.Certificates.ThirdParty.ExportCertificatePem(), Token);
        _settings["Uhit:Test:Certificate:PemFile"] = _settings.File("public.pem");

        var message = (await RefusedAsync()).Message;

        Assert.StartsWith("Uhit:Test:Certificate:PemFile: ", message, StringComparison.Ordinal);
        Assert.Contains("no private key", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_PfxWithoutKey_NamesTheSetting()
    {
        using var open = X509CertificateLoader.LoadCertificate(_settings.Certificates.ThirdParty.RawData);
        await File.WriteAllBytesAsync(_settings.File("public.pfx"), open.Export(X509ContentType.Pkcs12), Token);
        _settings["Uhit:Test:Certificate:PemFile"] = null;
        _settings["Uhit:Test:Certificate:PfxFile"] = _settings.File("public.pfx");

        Assert.Matches("^Uhit:Test:Certificate:PfxFile: .*no private key", (await RefusedAsync()).Message);
    }

    [Fact]
    public async Task Start_RootFileMissing_NamesTheSetting()
    {
        _settings["Uhit:Test:ServerTrust:RootFiles:0"] = _settings.File("absent.pem");

        Assert.StartsWith("Uhit:Test:ServerTrust:RootFiles: ", (await RefusedAsync()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_PeerWithoutRoots_NamesThePeerAndTheSetting()
    {
        _settings["Uhit:Test:Peers:0:DistinguishedName"] = "CN=cnp";

        Assert.StartsWith("Uhit:Test:Peers[CNP].RootFiles: is empty", (await RefusedAsync()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("C=US,O=CenterPoint Energy,CN=uhit.cnp.example", true)]
    [InlineData("CN=uhit.cnp.example,O=CenterPoint Energy,C=US", false)]
    public async Task Start_PeerNamedInTheOtherOrder_IsToldWithTheRightForm(string name, bool isTold)
    {
        _settings["Uhit:Test:Peers:0:RootFiles:0"] = _settings.File("ca.pem");
        _settings["Uhit:Test:Peers:0:DistinguishedName"] = name;
        var builder = _settings.Host();
        builder.Logging.AddFakeLogging();
        builder.Services.AddUhitClient("Test").UseInMemoryStore();
        using var host = builder.Build();

        await host.StartAsync(Token);

        var told = host.Services.GetRequiredService<FakeLogCollector>().GetSnapshot().Where(record => record.Id.Id == 1404).ToList();
        Assert.Equal(
            isTold, told.Exists(record =>
                record.Message.Contains("meant as \"CN=uhit.cnp.example,O=CenterPoint Energy,C=US\"", StringComparison.Ordinal)));
        Assert.Equal(isTold, told.Count == 1);
        await host.StopAsync(Token);
    }

    [Fact]
    public async Task Start_WithoutStore_SaysTheLineToAdd()
    {
        var builder = _settings.Host();
        builder.Services.AddUhitClient("Test");
        using var host = builder.Build();

        var exception = await Assert.ThrowsAsync<UhitConfigurationException>(() => host.StartAsync(Token));

        Assert.Contains(".UseSqlite(\"uhit.db\")", exception.Message, StringComparison.Ordinal);
    }

    private async Task<UhitConfigurationException> RefusedAsync()
    {
        using var host = Host();
        return await Assert.ThrowsAsync<UhitConfigurationException>(() => host.StartAsync(Token));
    }

    private IHost Host()
    {
        var builder = _settings.Host();
        builder.Services.AddUhitClient("Test").UseInMemoryStore();
        return builder.Build();
    }
}
