using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Uhit.Client.Certificates;
using Uhit.Client.Events;
using Uhit.Client.Http;
using Uhit.Client.Sending;
using Uhit.Client.Sending.Polling;

namespace Uhit.Client.Registration;

/// <summary>Starts every named client with the host: its certificates, trust and peers are looked at, its
/// store is opened, its events are handed out.</summary>
internal sealed class UhitHostedService(
    IServiceProvider services, IEnumerable<UhitClientRegistration> registrations) : IHostedLifecycleService, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<Task> _polling = [];

    // Before the server listens: a callback that comes at once finds its store open.
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        foreach (var registration in registrations)
        {
            CheckSettings(registration.Name);
            await services.GetRequiredKeyedService<StoreOpener>(registration.Name).OpenForUseAsync(cancellationToken).ConfigureAwait(false);
            await DispatcherOf(registration).StartAsync(cancellationToken).ConfigureAwait(false);
            StartPolling(registration.Name);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // What is being committed is committed; handlers still run.
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_polling).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _stopping.Dispose();

    // After the server has stopped: no callback comes any more.
    public Task StoppedAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(registrations.Select(registration => DispatcherOf(registration).StopAsync(cancellationToken)));

    private void StartPolling(string name)
    {
        var poller = services.GetRequiredKeyedService<UsagePoller>(name);
        if (poller.IsNeeded && ClientServices.OptionsOf(services, name).Polling.IsEnabled)
        {
            _polling.Add(Task.Run(() => poller.RunAsync(_stopping.Token)));
        }
    }

    private CallbackDispatcher DispatcherOf(UhitClientRegistration registration) =>
        services.GetRequiredKeyedService<CallbackDispatcher>(registration.Name);

    // What is wrong is told now, and not by the first inquiry or the first callback.
    private void CheckSettings(string name)
    {
        CertificateSettings.Read(
            name, nameof(UhitClientOptions.Certificate), () => services.GetRequiredKeyedService<ICertificateSource>(name).GetCurrent());
        SecretSettings.Require(services, name);
        var options = ClientServices.OptionsOf(services, name);
        if (options.Endpoint is not null)
        {
            services.GetRequiredKeyedService<UhitTransport>(name);
        }

        if (options.Peers.Count > 0)
        {
            services.GetRequiredKeyedService<PeerPolicy>(name);
        }
    }
}
