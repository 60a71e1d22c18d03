using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Moq;
using Uhit.Client.Conformance.Store;
using Uhit.Client.Store;
using Uhit.Client.Testing;

namespace Uhit.Client.Tests.Inbox;

/// <summary>The health check, as a host with <c>AddHealthChecks</c> sees it.</summary>
public sealed class RoomHealthCheckTests : IAsyncDisposable
{
    private readonly InMemoryUhitStore _store = new();
    private readonly List<ServiceProvider> _services = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(3, HealthStatus.Healthy)]
    [InlineData(4, HealthStatus.Degraded)]
    [InlineData(5, HealthStatus.Degraded)]
    public async Task CheckHealth_ARoomThatFills_SaysSoBeforeItIsFull(int unmatched, HealthStatus expected)
    {
        for (var i = 0; i < unmatched; i++)
        {
            await _store.Inbox.StageAndCommitAsync(Sample.Message("M-" + i), _ => null, Token);
        }

        var report = await Health(checks => checks.AddUhitCallbacks()).CheckHealthAsync(Token);

        Assert.Equal(expected, report.Entries["uhit-callbacks"].Status);
        Assert.Equal(
            expected != HealthStatus.Healthy,
            report.Entries["uhit-callbacks"].Description?.Contains($"{unmatched} of 5 callbacks", StringComparison.Ordinal) ?? false);
    }

    [Fact]
    public async Task CheckHealth_StoreThatCanNotBeRead_IsUnhealthy()
    {
        var maintenance = new Mock<IMaintenanceStore>();
        maintenance.Setup(it => it.GetRoomUsageAsync(It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new UhitStoreException("The store is gone.", isTransient: true));
        var store = new Mock<IUhitStore>();
        store.SetupGet(it => it.Maintenance).Returns(maintenance.Object);
        store.SetupGet(it => it.Inquiries).Returns(_store.Inquiries);
        store.SetupGet(it => it.Inbox).Returns(_store.Inbox);

        var report = await Health(checks => checks.AddUhitCallbacks(), store.Object).CheckHealthAsync(Token);

        Assert.Equal(HealthStatus.Unhealthy, report.Entries["uhit-callbacks"].Status);
    }

    [Fact]
    public async Task CheckHealth_OfANamedClient_HasItsName()
    {
        var report = await Health(checks => checks.AddUhitCallbacks(Sample.Client)).CheckHealthAsync(Token);

        Assert.Equal(["uhit-callbacks-" + Sample.Client], report.Entries.Keys);
    }

    [Fact]
    public async Task CheckHealth_OfAClientThatIsNotThere_SaysWhatToWrite()
    {
        var exception = await Assert.ThrowsAsync<UhitConfigurationException>(() =>
            Health(checks => checks.AddUhitCallbacks("Other")).CheckHealthAsync(Token));

        Assert.Contains("AddUhitCallbacks names the client \"Other\"", exception.Message, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var services in _services)
        {
            await services.DisposeAsync();
        }
    }

    private HealthCheckService Health(Action<IHealthChecksBuilder> add, IUhitStore? store = null)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.ClearProviders());
        services.AddUhitClient(Sample.Client, options =>
        {
            options.Environment = UhitEnvironment.Test;
            options.AuthenticationId = "957877905";
            options.Callback.MaxUnmatchedEntries = 5;
        }).UseStore(_ => store ?? _store);
        add(services.AddHealthChecks());
        var provider = services.BuildServiceProvider();
        _services.Add(provider);
        return provider.GetRequiredService<HealthCheckService>();
    }
}
