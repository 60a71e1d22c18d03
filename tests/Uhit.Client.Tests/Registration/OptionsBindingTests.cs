using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Uhit.Client.Registration;

namespace Uhit.Client.Tests.Registration;

public sealed class OptionsBindingTests : IDisposable
{
    private readonly ClientSettings _settings = new("Test");

    public void Dispose() => _settings.Dispose();

    [Fact]
    public void Bind_Peers_EachHasItsOwnSettings()
    {
        foreach (var (key, value) in new[]
        {
            ("0:Name", "CNP 1"), ("0:RootFiles:0", "root.pem"), ("0:IntermediateFiles:0", "middle.pem"), ("0:DistinguishedName", "CN=cnp"),
            ("0:RequireClientAuthUsage", "false"), ("1:Name", "CNP 2"), ("1:PinnedKeys:0", "sha256:11"), ("1:PinnedKeys:1", "sha256:22"),
        })
        {
            _settings["Uhit:Test:Peers:" + key] = value;
        }

        var peers = Options(_settings.Services()).Peers;

        Assert.Equal(["CNP 1", "CNP 2"], peers.Select(peer => peer.Name));
        Assert.Equal(["root.pem"], peers[0].RootFiles);
        Assert.Equal(["middle.pem"], peers[0].IntermediateFiles);
        Assert.Equal(("CN=cnp", false), (peers[0].DistinguishedName, peers[0].RequireClientAuthUsage));
        Assert.Equal(["sha256:11", "sha256:22"], peers[1].PinnedKeys);
    }

    [Fact]
    public void Configure_Code_IsOnTopOfTheConfiguration()
    {
        _settings["Uhit:Test:MaxLines"] = "20";
        _settings["Uhit:Test:TerritoryPrefixes:0"] = "1008901";
        _settings["Uhit:Test:Holidays:0"] = "2026-03-02";
        var services = _settings.Services();
        services.AddUhitClient("Test", options => options.MaxLines++).Configure(options => options.TerritoryPrefixes.Add("1044372"));

        var bound = services.BuildServiceProvider().GetRequiredService<IOptionsMonitor<UhitClientOptions>>().Get("Test");

        Assert.Equal(21, bound.MaxLines);
        Assert.Equal(["1008901", "1044372"], bound.TerritoryPrefixes);
        Assert.Equal([new DateOnly(2026, 3, 2)], bound.Holidays);
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
    [InlineData("Connection:AttemptTimeout", "00:00:00")]
    [InlineData("Connection:TotalTimeout", "2.00:00:00")]
    [InlineData("Connection:TotalTimeout", "00:00:01")]
    [InlineData("Connection:MaxRetries", "-1")]
    [InlineData("Connection:RetryDelay", "-00:00:01")]
    [InlineData("Connection:MaxRetryDelay", "00:00:00")]
    [InlineData("Connection:BreakerMinimumThroughput", "1")]
    [InlineData("Connection:BreakerFailureRatio", "1.5")]
    [InlineData("Connection:BreakerSamplingDuration", "00:00:00")]
    [InlineData("Connection:BreakerBreakDuration", "00:00:00")]
    [InlineData("Callback:PublicUrl", "http://us.example")]
    [InlineData("Callback:MaxBodyBytes", "1000")]
    [InlineData("Callback:MaxBodyBytes", "536870912")]
    [InlineData("Callback:MaxBodyBytes", "2999999999")]
    [InlineData("Callback:Limits:MaxUsageLines", "0")]
    [InlineData("Callback:Limits:MaxValidationResults", "0")]
    [InlineData("Callback:Limits:MaxBillingPeriods", "0")]
    [InlineData("Callback:Limits:MaxIntervalSeries", "-1")]
    [InlineData("Callback:Limits:MaxReadings", "0")]
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
    [InlineData("Callback:MaxConcurrentReads", "0")]
    [InlineData("Callback:RetryAfter", "00:00:00.9")]
    [InlineData("Callback:Soap12SenderFaultStatus", "404")]
    [InlineData("Callback:PollInterval", "00:00:00")]
    [InlineData("Callback:DeadlineInterval", "1.00:00:01")]
    [InlineData("Callback:Limits:MaxBytes", "0")]
    [InlineData("Callback:Limits:MaxDepth", "7")]
    [InlineData("Callback:Limits:MaxNamespaceDeclarationsInScope", "31")]
    [InlineData("Callback:Limits:MaxTagLength", "255")]
    [InlineData("Callback:Limits:MaxTextLength", "0")]
    [InlineData("Callback:Limits:MaxCompressionRatio", "0")]
    [InlineData("Retention:Interval", "00:00:59")]
    public void Validate_WrongSetting_IsNamedAsInTheConfiguration(string setting, string? value)
    {
        _settings["Uhit:Test:" + setting] = value;
        var services = _settings.Services();
        services.AddUhitClient("Test").UseInMemoryStore();
        using var provider = services.BuildServiceProvider();

        var wrong =
            Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptionsMonitor<UhitClientOptions>>().Get("Test"));
        var atClient =
            Assert.Throws<UhitConfigurationException>(() => provider.GetRequiredService<UsageHistoryClientFactory>().GetClient("Test"));

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

        var wrong =
            Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptionsMonitor<UhitClientOptions>>().Get("Test"));

        Assert.Equal(
            "Uhit:Test:Callback:MaxBodyBytes must be at least 6000000000: an inquiry may have 1000 lines (MaxLines), a year of one has up "
            + "to 6 MB, and CNP may answer in one "
            + "part, which would be refused. Or set MaxLines to at most 715.",
            Assert.Single(wrong.Failures));
        Assert.Equal((4L * 1024 * 1024 * 1024, 500), (new UhitClientOptions().Callback.MaxBodyBytes, new UhitClientOptions().MaxLines));
    }

    [Theory]
    [InlineData(
        "MaxUsageLines", 40, 39, "must be at least 40: an inquiry may have 40 lines (MaxLines), and CNP may answer in one part, which "
            + "would be refused. Or set MaxLines to at most 39.")]
    [InlineData("MaxUsageLines", 40, 40, null)]
    [InlineData(
        "MaxValidationResults", 7, 6, "must be at least 7: an inquiry may have 7 lines (MaxLines), and CNP may validate them in one "
            + "message, which would be refused. Or set MaxLines to at most 6.")]
    [InlineData("MaxValidationResults", 7, 7, null)]
    [InlineData(
        "MaxReadings", 7, 35_135,
        "must be at least 35136: a leap year of one channel has as many 15-minute readings, and a message with them would be refused.")]
    [InlineData("MaxReadings", 7, 35_136, null)]
    public void Validate_BoundThatRefusesALegalAnswer_SaysWhyAndWhatToDo(string setting, int maxLines, int value, string? rule)
    {
        _settings["Uhit:Test:MaxLines"] = maxLines.ToString(CultureInfo.InvariantCulture);
        _settings["Uhit:Test:Callback:Limits:" + setting] = value.ToString(CultureInfo.InvariantCulture);
        var services = _settings.Services();
        services.AddUhitClient("Test").UseInMemoryStore();
        using var provider = services.BuildServiceProvider();

        var wrong = Record.Exception(() => provider.GetRequiredService<IOptionsMonitor<UhitClientOptions>>().Get("Test"));

        Assert.Equal(
            rule is null ? null : $"Uhit:Test:Callback:Limits:{setting} {rule}",
            wrong is null ? null : Assert.Single(Assert.IsType<OptionsValidationException>(wrong).Failures));
    }

    [Theory]
    [InlineData("Enviroment", "Test", "is no setting. Did you mean Environment?")]
    [InlineData("Certificate:PfxFiles", "x", "is no setting. Did you mean PfxFile?")]
    [InlineData("Peers:0:DistinguishedNames", "x", "is no setting. Did you mean DistinguishedName?")]
    [InlineData("Callback:MaxReadings", "7", "is no setting. Did you mean Callback:Limits:MaxReadings?")]
    [InlineData("Callback:MaxUsageLines", "7", "is no setting. Did you mean Callback:Limits:MaxUsageLines?")]
    [InlineData("Callback:MaxPayloadLength", "7", "is no setting. The settings there are")]
    [InlineData("Callback:Limits:MaxPayloadLength", "7", "is no setting. The settings there are")]
    [InlineData("maxreadings", "7", "is no setting. Did you mean Callback:Limits:MaxReadings?")]
    [InlineData("PfxFile", "x", "is no setting. Did you mean Certificate:PfxFile or Callback:ServerCertificate:PfxFile?")]
    [InlineData("PinnedKeys:0", "x", "is no setting. Did you mean ServerTrust:PinnedKeys or Peers:0:PinnedKeys?")]
    [InlineData("Callback:MaxLines", "7", "is no setting. Did you mean MaxLines?")]
    [InlineData("Callback:Limits:Lease", "00:00:30", "is no setting. Did you mean Callback:Lease?")]
    [InlineData("Callback:MessageMemory", "7", "is no setting. Did you mean Retention:MessageMemory?")]
    [InlineData("Connection:RetryDelays", "7", "is no setting. Did you mean RetryDelay?")]
    [InlineData(
        "ServerTrust:Something", "x",
        "is no setting. The settings there are DisableCertificateDownloads, PinnedKeys, RevocationMode, RootFiles.")]
    [InlineData("Environment", "Prod", "is \"Prod\": write Test or Production. Did you mean Production?")]
    [InlineData("Environment", "7", "is \"7\": write Test or Production.")]
    [InlineData("Environment", "te\u017ft", "write Test or Production.")]
    [InlineData("ServerTrust:RevocationMode", "Onlin", "write NoCheck, Online or Offline. Did you mean Online?")]
    [InlineData("ServerTrust:RevocationMode", "1", "write NoCheck, Online or Offline.")]
    [InlineData("ServerTrust:RevocationMode", "on", "write NoCheck, Online or Offline.")]
    [InlineData("Connection:ConnectTimeout", "15s", "hours:minutes:seconds, such as 00:05:00")]
    [InlineData("Connection:ConnectTimeout", "30", "it would be read as 30 days")]
    [InlineData("Connection:TotalTimeout", "24:00:00", "it would be read as 24 days")]
    [InlineData("Callback:RetryDelays:1", "5 minutes", "hours:minutes:seconds")]
    [InlineData("MaxLines", "many", "is \"many\": write a whole number")]
    [InlineData("MaxLines", "1,000", "write a whole number")]
    [InlineData("Callback:MaxBodyBytes", "512 MiB", "write a whole number")]
    [InlineData("Callback:RetryJitter", "0,1x", "write a number, such as 0.5")]
    [InlineData("RequireTerritory", "no", "write true or false")]
    [InlineData("Holidays:0", "02/03/2026", "write a date as year-month-day, such as 2026-01-01")]
    [InlineData("ServerTrust:RootFiles", "ca.pem", "is a list: write it in square brackets")]
    [InlineData("ServerTrust:RootFiles", "", "is an empty list: leave it out, or write what belongs in it")]
    [InlineData("Peers", "", "is an empty list: leave it out, or write what belongs in it")]
    [InlineData("ServerTrust", "PrivateRoots", "is a section, and not one value")]
    [InlineData("Endpoint:Url", "https://cnp.example", "is one value, and not a section")]
    public void Bind_WrongNameOrValue_IsToldWithItsPathAndWhatIsAllowed(string setting, string value, string words)
    {
        _settings["Uhit:Test:" + setting] = value;

        var wrong = Assert.Throws<UhitConfigurationException>(() => Options(_settings.Services()));

        var path = setting is "Endpoint:Url" or "PinnedKeys:0" ? setting[..setting.IndexOf(':', StringComparison.Ordinal)] : setting;
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

        var lines = Assert.Throws<UhitConfigurationException>(() => Options(_settings.Services())).Message.Split(
            ["\r\n", "\n", "  "], StringSplitOptions.RemoveEmptyEntries);

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
