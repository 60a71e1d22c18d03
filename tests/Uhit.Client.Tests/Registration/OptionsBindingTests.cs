using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Uhit.Client.Certificates;

namespace Uhit.Client.Tests.Registration;

public sealed class OptionsBindingTests : IDisposable
{
    private readonly ClientSettings _settings = new("Test");

    public void Dispose() => _settings.Dispose();

    [Fact]
    public void Bind_EverySection_IsInTheOptions()
    {
        foreach (var (key, value) in new[]
        {
            ("Environment", "Production"), ("AuthenticationId", "aggregator-7"), ("ThirdPartyKind", "Other"), ("MaxLines", "20"),
            ("RequireTerritory", "false"), ("CheckConnectionFirst", "false"), ("TerritoryPrefixes:0", "1008901"), ("TerritoryPrefixes:1", "1044372"),
            ("Certificate:PemFile", null), ("Certificate:Thumbprint", "00"), ("Certificate:StoreName", "Root"), ("Certificate:StoreLocation", "LocalMachine"),
            ("Certificate:CheckInterval", "00:01:00"), ("Certificate:PasswordVariable", "UHIT_PASSWORD"),
            ("ServerTrust:Mode", "PrivateRoots"), ("ServerTrust:RootFiles:0", "a.pem"), ("ServerTrust:RootFiles:1", "b.pem"),
            ("ServerTrust:RevocationMode", "Online"), ("ServerTrust:PinnedKeys:0", "sha256:00"),
            ("Peers:0:Name", "CNP 1"), ("Peers:0:RootFiles:0", "root.pem"), ("Peers:0:IntermediateFiles:0", "middle.pem"),
            ("Peers:0:DistinguishedName", "CN=cnp"), ("Peers:0:RequireClientAuthUsage", "false"),
            ("Peers:1:Name", "CNP 2"), ("Peers:1:PinnedKeys:0", "sha256:11"), ("Peers:1:PinnedKeys:1", "sha256:22"),
            ("Connection:ConnectTimeout", "00:00:07"), ("Connection:MaxConnections", "3"), ("Connection:RequireMutualTls", "false"),
            ("Connection:Proxy", "http://proxy.example:8080"),
            ("Resilience:TotalTimeout", "00:10:00"), ("Resilience:MaxRetries", "0"), ("Resilience:BreakerFailureRatio", "0.25"),
            ("Callback:PublicUrl", "https://us.example/uhit"), ("Callback:MaxBodyBytes", "120000000"), ("Callback:MaxConcurrentHandlers", "9"), ("Callback:MaxUsageLines", "21"), ("Callback:MaxValidationResults", "22"),
            ("Callback:MaxBillingPeriods", "13"), ("Callback:MaxIntervalSeries", "14"), ("Callback:MaxReadings", "35136"),
            ("Callback:ServerCertificate:PfxFile", "server.pfx"), ("Callback:StopTimeout", "00:00:05"),
            ("Callback:Lease", "00:01:00"), ("Callback:HandlerTimeout", "00:02:00"), ("Callback:CommitTimeout", "00:00:03"), ("Callback:RetryJitter", "0.2"),
            ("Callback:RetryDelays:0", "00:00:07"), ("Callback:RetryDelays:1", "00:00:09"),
        })
        {
            _settings["Uhit:Test:" + key] = value;
        }

        var options = Options(_settings.Services());

        Assert.Equal(UhitEnvironment.Production, options.Environment);
        Assert.Equal(("aggregator-7", ThirdPartyKind.Other, 20), (options.AuthenticationId, options.ThirdPartyKind, options.MaxLines));
        Assert.Equal((false, false), (options.RequireTerritory, options.CheckConnectionFirst));
        Assert.Equal(["1008901", "1044372"], options.TerritoryPrefixes);
        Assert.Equal(new Uri("https://cnp.example/uhit/inquiry"), options.Endpoint);
        Assert.Equal(("00", StoreName.Root, StoreLocation.LocalMachine), (options.Certificate.Thumbprint, options.Certificate.StoreName, options.Certificate.StoreLocation));
        Assert.Equal((TimeSpan.FromMinutes(1), "UHIT_PASSWORD"), (options.Certificate.CheckInterval, options.Certificate.PasswordVariable));
        Assert.Equal((ServerTrustMode.PrivateRoots, X509RevocationMode.Online), (options.ServerTrust.Mode, options.ServerTrust.RevocationMode));
        Assert.Equal(["a.pem", "b.pem"], options.ServerTrust.RootFiles);
        Assert.Equal(["sha256:00"], options.ServerTrust.PinnedKeys);
        Assert.Equal(["CNP 1", "CNP 2"], options.Peers.Select(peer => peer.Name));
        Assert.Equal(["root.pem"], options.Peers[0].RootFiles);
        Assert.Equal(["middle.pem"], options.Peers[0].IntermediateFiles);
        Assert.Equal(("CN=cnp", false), (options.Peers[0].DistinguishedName, options.Peers[0].RequireClientAuthUsage));
        Assert.Equal(["sha256:11", "sha256:22"], options.Peers[1].PinnedKeys);
        Assert.Equal((TimeSpan.FromSeconds(7), 3, false), (options.Connection.ConnectTimeout, options.Connection.MaxConnections, options.Connection.RequireMutualTls));
        Assert.Equal(new Uri("http://proxy.example:8080"), options.Connection.Proxy);
        Assert.Equal((TimeSpan.FromMinutes(10), 0, 0.25), (options.Resilience.TotalTimeout, options.Resilience.MaxRetries, options.Resilience.BreakerFailureRatio));
        Assert.Equal((21, 22), (options.Callback.MaxUsageLines, options.Callback.MaxValidationResults));
        Assert.Equal((13, 14, 35136), (options.Callback.MaxBillingPeriods, options.Callback.MaxIntervalSeries, options.Callback.MaxReadings));
        Assert.Equal((new Uri("https://us.example/uhit"), 120_000_000, 9), (options.Callback.PublicUrl, options.Callback.MaxBodyBytes, options.Callback.MaxConcurrentHandlers));
        Assert.Equal(
            (TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(3), 0.2),
            (options.Callback.Lease, options.Callback.HandlerTimeout, options.Callback.CommitTimeout, options.Callback.RetryJitter));
        Assert.Equal([TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(9)], options.Callback.RetryDelays);
        Assert.Equal(("server.pfx", TimeSpan.FromSeconds(5)), (options.Callback.ServerCertificate.PfxFile, options.Callback.StopTimeout));
    }

    [Fact]
    public void Configure_Code_IsOnTopOfTheConfiguration()
    {
        _settings["Uhit:Test:MaxLines"] = "20";
        _settings["Uhit:Test:TerritoryPrefixes:0"] = "1008901";
        var services = _settings.Services();
        services.AddUhitClient("Test", options => options.MaxLines++).Configure(options => options.TerritoryPrefixes.Add("1044372"));

        var bound = services.BuildServiceProvider().GetRequiredService<IOptionsMonitor<UhitClientOptions>>().Get("Test");

        Assert.Equal(21, bound.MaxLines);
        Assert.Equal(["1008901", "1044372"], bound.TerritoryPrefixes);
    }

    [Fact]
    public void Bind_ValueOfAnotherType_NamesTheSetting()
    {
        _settings["Uhit:Test:Environment"] = "Prod";

        var exception = Assert.Throws<UhitConfigurationException>(() => Options(_settings.Services()));

        Assert.Contains("Uhit:Test:Environment", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Environment", null)]
    [InlineData("AuthenticationId", null)]
    [InlineData("AuthenticationId", "not a DUNS number")]
    [InlineData("Endpoint", "http://cnp.example/uhit")]
    [InlineData("Endpoint", "/uhit/inquiry")]
    [InlineData("MaxLines", "0")]
    [InlineData("TerritoryPrefixes:0", "10089x")]
    [InlineData("Connection:ConnectTimeout", "00:00:00")]
    [InlineData("Connection:RequestTimeout", "-00:00:01")]
    [InlineData("Connection:ConnectionLifetime", "-00:00:05")]
    [InlineData("Connection:MaxConnections", "0")]
    [InlineData("Connection:Proxy", "proxy.example")]
    [InlineData("Connection:Proxy", "socks5://proxy.example:1080")]
    [InlineData("Resilience:AttemptTimeout", "00:00:00")]
    [InlineData("Resilience:TotalTimeout", "2.00:00:00")]
    [InlineData("Resilience:TotalTimeout", "00:00:01")]
    [InlineData("Resilience:MaxRetries", "-1")]
    [InlineData("Resilience:RetryDelay", "-00:00:01")]
    [InlineData("Resilience:MaxRetryDelay", "00:00:00")]
    [InlineData("Resilience:BreakerMinimumThroughput", "1")]
    [InlineData("Resilience:BreakerFailureRatio", "1.5")]
    [InlineData("Resilience:BreakerSamplingDuration", "00:00:00")]
    [InlineData("Resilience:BreakerBreakDuration", "00:00:00")]
    [InlineData("Callback:PublicUrl", "http://us.example")]
    [InlineData("Callback:MaxBodyBytes", "1000")]
    [InlineData("Callback:MaxBodyBytes", "536870912")]
    [InlineData("Callback:MaxBodyBytes", "2999999999")]
    [InlineData("Callback:MaxUsageLines", "0")]
    [InlineData("Callback:MaxValidationResults", "0")]
    [InlineData("Callback:MaxBillingPeriods", "0")]
    [InlineData("Callback:MaxIntervalSeries", "-1")]
    [InlineData("Callback:MaxReadings", "0")]
    [InlineData("Callback:MaxUnreadableBytes", "-1")]
    [InlineData("Callback:MaxConcurrentHandlers", "0")]
    [InlineData("Callback:StopTimeout", "-00:00:01")]
    [InlineData("Callback:Lease", "2.00:00:00")]
    [InlineData("Callback:HandlerTimeout", "00:00:00")]
    [InlineData("Callback:CommitTimeout", "00:00:11")]
    [InlineData("Callback:CommitTimeout", "00:00:00")]
    [InlineData("Callback:RetryJitter", "0.6")]
    [InlineData("Callback:RetryJitter", "-0.1")]
    [InlineData("Callback:RetryDelays:0", "-00:00:01")]
    public void Validate_WrongSetting_IsNamedAsInTheConfiguration(string setting, string? value)
    {
        _settings["Uhit:Test:" + setting] = value;
        var services = _settings.Services();
        services.AddUhitClient("Test").UseInMemoryStore();
        using var provider = services.BuildServiceProvider();

        var wrong = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptionsMonitor<UhitClientOptions>>().Get("Test"));
        var atClient = Assert.Throws<UhitConfigurationException>(() => provider.GetRequiredService<IUsageHistoryClientFactory>().GetClient("Test"));

        Assert.StartsWith($"Uhit:Test:{setting} ", Assert.Single(wrong.Failures), StringComparison.Ordinal);
        Assert.Contains($"Uhit:Test:{setting} ", atClient.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_LinesThatFitNoBody_SaysBothSettings()
    {
        _settings["Uhit:Test:MaxLines"] = "1000";
        var services = _settings.Services();
        services.AddUhitClient("Test").UseInMemoryStore();
        using var provider = services.BuildServiceProvider();

        var wrong = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptionsMonitor<UhitClientOptions>>().Get("Test"));

        Assert.Equal(
            "Uhit:Test:Callback:MaxBodyBytes must be at least 6000000000: an inquiry may have 1000 lines (MaxLines), a year of one has up to 6 MB, and CNP may answer in one "
            + "part, which would be refused. Or set MaxLines to at most 715.",
            Assert.Single(wrong.Failures));
        Assert.Equal((4L * 1024 * 1024 * 1024, 500), (new UhitClientOptions().Callback.MaxBodyBytes, new UhitClientOptions().MaxLines));
    }

    [Theory]
    [InlineData("MaxUsageLines", 40, 39, "must be at least 40: an inquiry may have 40 lines (MaxLines), and CNP may answer in one part, which would be refused. Or set MaxLines to at most 39.")]
    [InlineData("MaxUsageLines", 40, 40, null)]
    [InlineData("MaxValidationResults", 7, 6, "must be at least 7: an inquiry may have 7 lines (MaxLines), and CNP may validate them in one message, which would be refused. Or set MaxLines to at most 6.")]
    [InlineData("MaxValidationResults", 7, 7, null)]
    [InlineData("MaxReadings", 7, 35_135, "must be at least 35136: a leap year of one channel has as many 15-minute readings, and a message with them would be refused.")]
    [InlineData("MaxReadings", 7, 35_136, null)]
    public void Validate_BoundThatRefusesALegalAnswer_SaysWhyAndWhatToDo(string setting, int maxLines, int value, string? rule)
    {
        _settings["Uhit:Test:MaxLines"] = maxLines.ToString(CultureInfo.InvariantCulture);
        _settings["Uhit:Test:Callback:" + setting] = value.ToString(CultureInfo.InvariantCulture);
        var services = _settings.Services();
        services.AddUhitClient("Test").UseInMemoryStore();
        using var provider = services.BuildServiceProvider();

        var wrong = Record.Exception(() => provider.GetRequiredService<IOptionsMonitor<UhitClientOptions>>().Get("Test"));

        Assert.Equal(
            rule is null ? null : $"Uhit:Test:Callback:{setting} {rule}",
            wrong is null ? null : Assert.Single(Assert.IsType<OptionsValidationException>(wrong).Failures));
    }

    [Theory]
    [InlineData("Enviroment", "Test", "is no setting. Did you mean Environment?")]
    [InlineData("Certificate:PfxFiles", "x", "is no setting. Did you mean PfxFile?")]
    [InlineData("Peers:0:DistinguishedNames", "x", "is no setting. Did you mean DistinguishedName?")]
    [InlineData("ServerTrust:Something", "x", "is no setting. The settings there are DisableCertificateDownloads, Mode, PinnedKeys, RevocationMode, RootFiles.")]
    [InlineData("Environment", "Prod", "is \"Prod\": write Test or Production. Did you mean Production?")]
    [InlineData("Environment", "7", "is \"7\": write Test or Production.")]
    [InlineData("Environment", "te\u017ft", "write Test or Production.")]
    [InlineData("ServerTrust:Mode", "Pinned", "write System, PrivateRoots or PinnedKeys. Did you mean PinnedKeys?")]
    [InlineData("ServerTrust:Mode", "1", "write System, PrivateRoots or PinnedKeys.")]
    [InlineData("ServerTrust:RevocationMode", "on", "write NoCheck, Online or Offline.")]
    [InlineData("Connection:ConnectTimeout", "15s", "hours:minutes:seconds, such as 00:05:00")]
    [InlineData("Connection:ConnectTimeout", "30", "it would be read as 30 days")]
    [InlineData("Resilience:TotalTimeout", "24:00:00", "it would be read as 24 days")]
    [InlineData("Callback:RetryDelays:1", "5 minutes", "hours:minutes:seconds")]
    [InlineData("MaxLines", "many", "is \"many\": write a whole number")]
    [InlineData("MaxLines", "1,000", "write a whole number")]
    [InlineData("Callback:MaxBodyBytes", "512 MiB", "write a whole number")]
    [InlineData("Callback:RetryJitter", "0,1x", "write a number, such as 0.5")]
    [InlineData("RequireTerritory", "no", "write true or false")]
    [InlineData("ServerTrust:RootFiles", "ca.pem", "is a list: write it in square brackets")]
    [InlineData("ServerTrust", "PrivateRoots", "is a section, and not one value")]
    [InlineData("Endpoint:Url", "https://cnp.example", "is one value, and not a section")]
    public void Bind_WrongNameOrValue_IsToldWithItsPathAndWhatIsAllowed(string setting, string value, string words)
    {
        _settings["Uhit:Test:" + setting] = value;

        var wrong = Assert.Throws<UhitConfigurationException>(() => Options(_settings.Services()));

        var path = setting is "Endpoint:Url" ? "Endpoint" : setting;
        Assert.StartsWith($"Uhit:Test:{path} ", wrong.Message, StringComparison.Ordinal);
        Assert.Contains(words, wrong.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("BinderOptions", wrong.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bind_SeveralWrongNamesAndValues_AreToldTogether()
    {
        _settings["Uhit:Test:Enviroment"] = "Test";
        _settings["Uhit:Test:MaxLines"] = "many";
        _settings["Uhit:Test:Connection:ConnectTimeout"] = "15s";

        var lines = Assert.Throws<UhitConfigurationException>(() => Options(_settings.Services())).Message.Split(["\r\n", "\n", "  "], StringSplitOptions.RemoveEmptyEntries);

        Assert.Contains(lines, line => line.Contains("Uhit:Test:Enviroment", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("Uhit:Test:MaxLines", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("Uhit:Test:Connection:ConnectTimeout", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Connection:ConnectTimeout", "00:00:30")]
    [InlineData("Retention:PayloadAge", "30.00:00:00")]
    [InlineData("Connection:ConnectionLifetime", "0")]
    [InlineData("Environment", "production")]
    [InlineData("maxlines", "5")]
    [InlineData("RequireTerritory", "False")]
    public void Bind_ValueAsItMayBeWritten_IsTaken(string setting, string value)
    {
        _settings["Uhit:Test:" + setting] = value;
        Options(_settings.Services());
    }

    [Fact]
    public void Validate_SeveralWrong_NamesAll()
    {
        _settings["Uhit:Test:MaxLines"] = "0";
        _settings["Uhit:Test:Environment"] = null;

        Assert.Equal(2, Assert.Throws<OptionsValidationException>(() => Options(_settings.Services())).Failures.Count());
    }

    private static UhitClientOptions Options(ServiceCollection services)
    {
        services.AddUhitClient("Test").UseInMemoryStore();
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptionsMonitor<UhitClientOptions>>().Get("Test");
    }
}
