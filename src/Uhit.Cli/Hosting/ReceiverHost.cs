using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Uhit.Cli.Events;
using Uhit.Cli.Options;
using Uhit.Client;
using Uhit.Client.Registration;

namespace Uhit.Cli.Hosting;

/// <summary>A receiver in ASP.NET Core with its client, as an application would have them.</summary>
internal sealed class ReceiverHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _name;

    private ReceiverHost(WebApplication app, string name)
    {
        _app = app;
        _name = name;
    }

    public IUsageHistoryClient Client => _app.Services.GetRequiredService<UsageHistoryClientFactory>().GetClient(_name);

    /// <summary>Starts a receiver.</summary>
    /// <param name="name">The named client.</param>
    /// <param name="configure">Its settings.</param>
    /// <param name="contract">The contract that it speaks.</param>
    /// <param name="store">Its store.</param>
    /// <param name="address">Where it listens.</param>
    /// <param name="socket">Has taken its port already; <see langword="null"/>: the port is taken now.</param>
    /// <param name="printer">Shows its events, which handles them.</param>
    /// <param name="log">Its log.</param>
    /// <param name="cancellationToken">Ends the starting.</param>
    public static async Task<ReceiverHost> StartAsync(
        string name,
        Action<UhitClientOptions> configure,
        ToolContract contract,
        ToolStore store,
        ListenAddress address,
        Socket? socket,
        EventPrinter printer,
        ToolLog log,
        CancellationToken cancellationToken)
    {
        // Empty: neither settings files of the current directory nor environment variables may change what the options say.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        log.Configure(builder.Logging);
        builder.Services.AddRouting();
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        var client = builder.Services.AddUhitClient(name).Configure(configure).AddToolHandler(printer.ShowAsync);
        contract.UseFor(client);
        store.UseFor(client);
        if (socket is not null)
        {
            builder.WebHost.UseSockets(sockets => sockets.CreateBoundListenSocket = _ => socket);
        }

        builder.WebHost.UseKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.ListenUhitCallbacks(address.Address ?? IPAddress.Loopback, address.Port);
        });
        var app = builder.Build();
        var host = new ReceiverHost(app, name);
        try
        {
            app.MapUhitCallbacks(address.Path, name);
            await app.StartAsync(cancellationToken).ConfigureAwait(false);
            return host;
        }
        catch
        {
            await host.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Stops in good order: what is on its way is answered, handlers come to their end.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None).ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Leaves signals to <see cref="StopSignals"/>.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
