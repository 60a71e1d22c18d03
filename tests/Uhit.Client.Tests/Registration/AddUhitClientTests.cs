using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Uhit.Client.Certificates;
using Uhit.Client.Events;
using Uhit.Client.Receiving;
using Uhit.Client.Registration;
using Uhit.Client.Sending;
using Uhit.Client.Store;
using Uhit.Client.Testing;

namespace Uhit.Client.Tests.Registration;

public sealed class AddUhitClientTests : IDisposable
{
    private readonly ClientSettings _settings = new("Test", "Production");

    public AddUhitClientTests() => _settings["Uhit:Production:Environment"] = "Production";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _settings.Dispose();

    [Fact]
    public void GetClient_WithoutStore_SaysTheLineToAdd()
    {
        var services = _settings.Services();
        services.AddUhitClient("Test");
        using var provider = services.BuildServiceProvider();

        var exception = Assert.Throws<UhitConfigurationException>(() => provider.GetRequiredService<IUsageHistoryClient>());

        Assert.Contains("services.AddUhitClient(\"Test\").UseSqlite(\"uhit.db\")", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddUhitClient_TwiceWithOneName_AddsUp()
    {
        var services = _settings.Services();
        services.AddUhitClient("Test", options => options.MaxLines = 20).UseInMemoryStore().AddHandler<OneEvent>("first");
        services.AddUhitClient("Test", options => options.RequireTerritory = false).AddHandler<OneEvent>("second");
        using var provider = services.BuildServiceProvider();

        var options = provider.GetRequiredService<IOptionsMonitor<UhitClientOptions>>().Get("Test");

        Assert.Equal((20, false), (options.MaxLines, options.RequireTerritory));
        Assert.Equal(["Test"], provider.GetRequiredService<UsageHistoryClientFactory>().Names);
        Assert.Equal(["first", "second"], provider.GetKeyedServices<HandlerRegistration>("Test").Select(handler => handler.Name));
        Assert.Single(provider.GetServices<IHostedService>());
        Assert.Equal("Test", provider.GetRequiredService<IUsageHistoryClient>().Name);
    }

    [Fact]
    public async Task TwoClients_ShareNothing()
    {
        _settings["Uhit:Test:AuthenticationId"] = "111111111";
        _settings["Uhit:Production:AuthenticationId"] = "222222222";
        _settings["Uhit:Test:Peers:0:PinnedKeys:0"] = KeyPin.Of(_settings.Certificates.Cnp).ToString();
        _settings["Uhit:Production:Peers:0:PinnedKeys:0"] = KeyPin.Of(_settings.Certificates.ThirdParty).ToString();
        var services = _settings.Services();
        services.AddUhitClient("Test").UseInMemoryStore();
        services.AddUhitClient("Production").UseInMemoryStore();
        await using var provider = services.BuildServiceProvider();
        var clients = provider.GetRequiredService<UsageHistoryClientFactory>();

        Assert.Equal(["Production", "Test"], clients.Names.Order(StringComparer.Ordinal));
        Assert.Equal(
            (UhitEnvironment.Test, UhitEnvironment.Production),
            (clients.GetClient("Test").Environment, clients.GetClient("Production").Environment));
        Assert.Same(clients.GetClient("Test"), provider.GetRequiredKeyedService<IUsageHistoryClient>("Test"));
        Assert.Equal("111111111", provider.GetRequiredKeyedService<ClientIdentity>("Test").AuthenticationId.Value);
        Assert.Equal("222222222", provider.GetRequiredKeyedService<ClientIdentity>("Production").AuthenticationId.Value);
        Assert.NotSame(provider.GetRequiredKeyedService<IUhitStore>("Test"), provider.GetRequiredKeyedService<IUhitStore>("Production"));
        Assert.True(provider.GetRequiredKeyedService<PeerPolicy>("Test").Evaluate(_settings.Certificates.Cnp).IsAllowed);
        Assert.False(provider.GetRequiredKeyedService<PeerPolicy>("Production").Evaluate(_settings.Certificates.Cnp).IsAllowed);
        Assert.NotNull(provider.GetRequiredKeyedService<CallbackReceiver>("Test"));
    }

    [Fact]
    public void UseCertificate_Code_IsAskedForEachConnection()
    {
        var current = OwnCertificate.Of(_settings.Certificates.ThirdParty);
        var services = _settings.Services();
        services.AddUhitClient("Test").UseInMemoryStore().UseCertificate(_ => current);
        using var provider = services.BuildServiceProvider();
        var source = provider.GetRequiredKeyedService<ICertificateSource>("Test");

        Assert.Same(current, source.GetCurrent());
        current = OwnCertificate.Of(_settings.Certificates.Cnp);
        Assert.Same(current, source.GetCurrent());
    }

    [Fact]
    public void UseCertificate_CodeThatGivesNone_RefusedWithItsName()
    {
        var services = _settings.Services();
        services.AddUhitClient("Test").UseInMemoryStore().UseCertificate(_ => null!);
        using var provider = services.BuildServiceProvider();
        var source = provider.GetRequiredKeyedService<ICertificateSource>("Test");

        var refused = Assert.ThrowsAny<UhitConfigurationException>(source.GetCurrent);

        Assert.StartsWith("UseCertificate: the function gave null", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void UpdateUhitPeers_OfAClient_ReplacesWhoMayCall()
    {
        _settings["Uhit:Test:Peers:0:PinnedKeys:0"] = KeyPin.Of(_settings.Certificates.Cnp).ToString();
        var builder = _settings.Host();
        builder.Services.AddUhitClient("Test").UseInMemoryStore();
        using var host = builder.Build();
        var policy = host.Services.GetRequiredKeyedService<PeerPolicy>("Test");
        Assert.True(policy.Evaluate(_settings.Certificates.Cnp).IsAllowed);

        host.UpdateUhitPeers(
            "Test", [new PeerOptions { Name = "New", PinnedKeys = { KeyPin.Of(_settings.Certificates.ThirdParty).ToString() } }]);

        Assert.False(policy.Evaluate(_settings.Certificates.Cnp).IsAllowed);
        Assert.True(policy.Evaluate(_settings.Certificates.ThirdParty).IsAllowed);
        Assert.Throws<UhitConfigurationException>(() => host.UpdateUhitPeers("Nobody", []));
    }

    [Fact]
    public void UnkeyedClient_OfTwo_ExplainsItself()
    {
        var services = _settings.Services();
        services.AddUhitClient("Test").UseInMemoryStore();
        services.AddUhitClient("Production").UseInMemoryStore();
        using var provider = services.BuildServiceProvider();

        var exception = Assert.Throws<UhitConfigurationException>(() => provider.GetRequiredService<IUsageHistoryClient>());

        Assert.Contains("Production, Test", exception.Message, StringComparison.Ordinal);
        Assert.Contains("[FromKeyedServices(\"name\")]", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void GetClient_UnknownName_SaysWhichThereAre()
    {
        var services = _settings.Services();
        services.AddUhitClient("Test").UseInMemoryStore();
        using var provider = services.BuildServiceProvider();
        var clients = provider.GetRequiredService<UsageHistoryClientFactory>();

        var exception = Assert.Throws<UhitConfigurationException>(() => clients.GetClient("Prod"));

        Assert.Contains("\"Prod\"", exception.Message, StringComparison.Ordinal);
        Assert.EndsWith("There are: Test.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddHandler_NameTaken_Throws()
    {
        var builder = new ServiceCollection().AddUhitClient("Test").AddHandler<OneEvent>("mine");

        Assert.Contains(
            "\"mine\"",
            Assert.Throws<ArgumentException>(() => builder.AddHandler<SeveralEvents>("mine")).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => builder.AddHandler<NoEvent>("none"));
        Assert.Throws<ArgumentException>(() => builder.AddHandler<UsageDelivered>("mine", (_, _) => Task.CompletedTask));
        Assert.Throws<ArgumentException>(() => builder.AddHandler<UsageDelivered>(" ", (_, _) => Task.CompletedTask));
    }

    [Fact]
    public void AddHandler_SameNameInAnotherClient_IsAnotherHandler()
    {
        var services = new ServiceCollection();
        services.AddUhitClient("Test").AddHandler<OneEvent>("mine");
        services.AddUhitClient("Production").AddHandler<OneEvent>("mine");

        using var provider = services.BuildServiceProvider();
        Assert.Single(provider.GetKeyedServices<HandlerRegistration>("Test"));
        Assert.Single(provider.GetKeyedServices<HandlerRegistration>("Production"));
    }

    [Fact]
    public void AddHandler_SeveralEventsInOneClass_TakesEachOfThem()
    {
        var services = new ServiceCollection();
        services.AddUhitClient("Test").AddHandler<SeveralEvents>("mine");
        using var provider = services.BuildServiceProvider();

        Assert.Equal(
            [typeof(InquiryCompleted), typeof(UsageDelivered)],
            provider.GetKeyedServices<HandlerRegistration>("Test").Select(handler => handler.EventType).OrderBy(type => type.Name));
        Assert.Contains(services, service => service.ServiceType == typeof(SeveralEvents) && service.Lifetime == ServiceLifetime.Scoped);
    }

    [Fact]
    public async Task WithoutHostConfigurationAndLogging_StoresAndSaysWhatIsMissing()
    {
        var services = new ServiceCollection();
        services.AddUhitClient("Test", options =>
        {
            options.Environment = UhitEnvironment.Test;
            options.AuthenticationId = "123456789";
            options.Certificate.PemFile = _settings.File("third-party.pem");
        }).UseInMemoryStore();
        await using var provider = services.BuildServiceProvider(validateScopes: true);
        var client = provider.GetRequiredService<IUsageHistoryClient>();
        var inquiry = new InquiryBuilder(TimeProvider.System).WithClientReference("key").AddLines(1).Build();

        var exception = await Assert.ThrowsAsync<UhitConfigurationException>(() => client.SubmitAsync(inquiry, Token));

        Assert.StartsWith("Uhit:Test:Endpoint ", exception.Message, StringComparison.Ordinal);
        var stored = Assert.Single(await client.ListAsync(InquiryQuery.All, Token).ToListAsync(Token));
        Assert.Equal(SendingState.NotSent, stored.Sending);
        Assert.Contains(
            "Uhit:Test:Endpoint ", (await Assert.ThrowsAsync<UhitConfigurationException>(() => client.CheckConnectionAsync(Token))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_ServerTrustCannotBeUsed_IsNotSentAndNamesTheSetting()
    {
        _settings["Uhit:Test:ServerTrust:RootFiles:0"] = _settings.File("late.pem");
        _settings["Uhit:Test:Endpoint"] = "https://localhost:1/uhit/inquiry";
        var services = _settings.Services();
        services.AddUhitClient("Test", options => options.Connection.MaxRetries = 0).UseInMemoryStore();
        await using var provider = services.BuildServiceProvider();
        var client = provider.GetRequiredService<IUsageHistoryClient>();
        var inquiry = new InquiryBuilder(TimeProvider.System).AddLines(1).Build();

        var exception = await Assert.ThrowsAsync<UhitConfigurationException>(() => client.SubmitAsync(inquiry, Token));

        Assert.StartsWith("Uhit:Test:ServerTrust:RootFiles: ", exception.Message, StringComparison.Ordinal);
        var stored = Assert.Single(await client.ListAsync(InquiryQuery.All, Token).ToListAsync(Token));
        Assert.Equal(SendingState.NotSent, stored.Sending);

        // The file that was missing is looked for again: nobody listens at that port, so this is as far as it comes.
        File.Copy(_settings.File("ca.pem"), _settings.File("late.pem"));
        var unreachable = await Assert.ThrowsAsync<UhitConnectionException>(() => client.ResendAsync(stored.RequestId, Token));
        Assert.Equal(ConnectionFailure.Connect, unreachable.Failure);
    }

    [Fact]
    public void Receiver_WithoutPeers_NamesTheSetting()
    {
        var services = _settings.Services();
        services.AddUhitClient("Test").UseInMemoryStore();
        using var provider = services.BuildServiceProvider();

        var exception = Assert.Throws<UhitConfigurationException>(() => provider.GetRequiredKeyedService<CallbackReceiver>("Test"));

        Assert.StartsWith("Uhit:Test:Peers ", exception.Message, StringComparison.Ordinal);
    }

    private sealed class NoEvent;

    private sealed class OneEvent : IUsageHistoryHandler<UsageDelivered>
    {
        public Task HandleAsync(UsageDelivered usageEvent, CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class SeveralEvents : IUsageHistoryHandler<UsageDelivered>, IUsageHistoryHandler<InquiryCompleted>
    {
        public Task HandleAsync(UsageDelivered usageEvent, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task HandleAsync(InquiryCompleted usageEvent, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
