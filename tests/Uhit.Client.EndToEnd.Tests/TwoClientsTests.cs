using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Uhit.Client.EndToEnd.Tests.Harness;
using Uhit.Client.Registration;
using Uhit.Client.Store;

namespace Uhit.Client.EndToEnd.Tests;

/// <summary>Test and Production side by side in one process: a client, a path and a store each.</summary>
public class TwoClientsTests
{
    private const string Production = "Production";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TwoClients_ShareNothing()
    {
        await using var exchange = await Exchange.StartAsync(new ExchangeSettings
        {
            ConfigureServices = (services, folder) => services
                .AddUhitClient(Production, options =>
                {
                    Exchange.Configure(options, new ExchangeSettings(), folder, new Uri("https://127.0.0.1:1/nobody"));
                    options.Environment = UhitEnvironment.Production;
                    options.AuthenticationId = "987654321";
                })
                .UseSqlite(Path.Combine(folder, "production.db")),
            ConfigureApplication = application => application.MapUhitCallbacks("/uhit/production", Production),
        });
        var factory = exchange.Services.GetRequiredService<UsageHistoryClientFactory>();
        var client = factory.GetClient(Exchange.ClientName);
        var result = await client.SubmitAsync(exchange.Inquiry(1).Build(), Token);
        var snapshot = await client.WaitAsync(result.Inquiry!.RequestId, Token).WaitAsync(TimeSpan.FromSeconds(60), Token);

        Assert.Equal((UhitEnvironment.Test, UhitEnvironment.Production), (client.Environment, factory.GetClient(Production).Environment));
        Assert.Equal(UhitEnvironment.Test, snapshot.Environment);
        Assert.Null(await factory.GetClient(Production).FindAsync(result.Inquiry!.RequestId, Token));
        var statistics = await exchange.Services.GetRequiredKeyedService<IUhitStore>(Production).Maintenance
            .GetStatisticsAsync(null, Token);
        Assert.Equal((0, 0, 0), (statistics.Inquiries, statistics.Messages, statistics.UsageLines));
        await exchange.Recorded.WaitForAsync(events => events.OfType<InquiryCompleted>().Any());
        Assert.All(exchange.Recorded.Events, item => Assert.Equal(UhitEnvironment.Test, item.Environment));
    }

    [Fact]
    public async Task TwoEnvironments_InOneStore_AreRefused()
    {
        await using var exchange = await Exchange.StartAsync();
        await exchange.Client.SubmitAsync(exchange.Inquiry(1).Build(), Token);
        var services = new ServiceCollection();
        services
            .AddUhitClient(Production, options =>
            {
                Exchange.Configure(options, new ExchangeSettings(), exchange.Folder, exchange.Simulator.InquiryUrl);
                options.Environment = UhitEnvironment.Production;
            })
            .UseSqlite(Path.Combine(exchange.Folder, "uhit.db"));
        await using var provider = services.BuildServiceProvider();

        var refusal = await Assert.ThrowsAsync<UhitConfigurationException>(
            () => provider.GetRequiredService<IUsageHistoryClient>().FindAsync(RequestId.Parse("R-1"), Token));

        Assert.Contains("Uhit:Production:Environment", refusal.Message, StringComparison.Ordinal);
    }
}
