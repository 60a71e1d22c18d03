using Microsoft.Extensions.DependencyInjection;
using Uhit.Client;
using Uhit.Client.Registration;

namespace Uhit.Cli.Hosting;

/// <summary>A client without a receiver: the receiver is another process on the same store, or there is none.</summary>
internal sealed class ClientSession : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private ClientSession(ServiceProvider services, IUsageHistoryClient client)
    {
        _services = services;
        Client = client;
    }

    public IUsageHistoryInbox Inbox => _services.GetRequiredKeyedService<IUsageHistoryInbox>(Client.Name);

    public IUsageHistoryClient Client { get; }

    /// <summary>Makes the client.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="configure">Its settings.</param>
    /// <param name="contract">The contract that it speaks.</param>
    /// <param name="store">The store; <see langword="null"/> where nothing is stored.</param>
    /// <param name="log">Its log.</param>
    public static ClientSession Open(
        string name, Action<UhitClientOptions> configure, ToolContract contract, ToolStore? store, ToolLog log)
    {
        var services = new ServiceCollection();
        services.AddLogging(log.Configure);
        var builder = services.AddUhitClient(name).Configure(configure);
        contract.UseFor(builder);
        if (store is null)
        {
            builder.UseInMemoryStore();
        }
        else
        {
            store.UseFor(builder);
        }

        var provider = services.BuildServiceProvider();
        return new ClientSession(provider, provider.GetRequiredService<UsageHistoryClientFactory>().GetClient(name));
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
