using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Uhit.Client.Certificates;
using Uhit.Client.Events;
using Uhit.Client.Receiving;
using Uhit.Client.Store;
using Uhit.Client.Testing;
using Uhit.Client.Wire.Soap;

namespace Uhit.Client.Reliability.Load;

/// <summary>Receiver and dispatcher of one client over a store, as an application has them, without the
/// HTTP server. The store is closed with it.</summary>
internal sealed class LoadReceiver : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly ThrowawayCertificates _certificates;
    private readonly CallbackReceiver _receiver;
    private readonly CallbackDispatcher _dispatcher;

    public LoadReceiver(
        IUhitStore store, ThrowawayCertificates certificates, Effects effects, TimeProvider? time = null, ILoggerFactory? loggers = null)
    {
        Store = store;
        _certificates = certificates;
        var services = new ServiceCollection();
        services.AddSingleton(time ?? TimeProvider.System).AddSingleton(effects).AddLogging();
        if (loggers is not null)
        {
            services.AddSingleton(loggers);
        }

        services.AddUhitClient(LoadPlan.Client, Configure).UseStore(_ => store)
            .AddHandler<EffectHandler>("plain").AddHandler<WrittenEffect>("transactional");
        _services = services.BuildServiceProvider();
        _receiver = _services.GetRequiredKeyedService<CallbackReceiver>(LoadPlan.Client);
        _dispatcher = _services.GetRequiredKeyedService<CallbackDispatcher>(LoadPlan.Client);
        _services.GetRequiredKeyedService<IUhitStore>(LoadPlan.Client);
    }

    public IUhitStore Store { get; }

    public Task StartDispatcherAsync(CancellationToken cancellationToken = default) => _dispatcher.StartAsync(cancellationToken);

    /// <summary>Sends a callback, as CNP would.</summary>
    public async Task<CallbackResponse> SendAsync(LoadMessage message, CancellationToken cancellationToken = default)
    {
        using var body = new MemoryStream(message.Body, writable: false);
        var response = await _receiver.HandleAsync(
            new CallbackRequest
            {
                Method = "POST",
                ContentType = SoapEnvelopeWriter.ContentType(message.Version, null),
                ContentLength = message.Body.Length,
                Body = body,
                PeerCertificate = _certificates.Cnp,
            },
            cancellationToken).ConfigureAwait(false);
        return response;
    }

    /// <summary>Waits until every event has been handled.</summary>
    public async Task FinishEventsAsync(CancellationToken cancellationToken)
    {
        while ((await Store.Maintenance.GetStatisticsAsync(null, cancellationToken).ConfigureAwait(false)).WaitingEvents > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _dispatcher.StopAsync().ConfigureAwait(false);
        await _services.DisposeAsync().ConfigureAwait(false);
        await Store.DisposeAsync().ConfigureAwait(false);
    }

    private void Configure(UhitClientOptions options)
    {
        options.Environment = UhitEnvironment.Test;
        options.AuthenticationId = LoadPlan.ThirdParty.Value;
        var peer = new PeerOptions();
        peer.PinnedKeys.Add(KeyPin.Of(_certificates.Cnp).ToString());
        options.Peers.Add(peer);
    }
}
