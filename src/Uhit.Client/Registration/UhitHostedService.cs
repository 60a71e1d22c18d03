using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Uhit.Client.Callbacks;
using Uhit.Client.Certificates;
using Uhit.Client.Http;
using Uhit.Client.Sending;

namespace Uhit.Client.Registration;

/// <summary>Starts every named client with the host: its certificates, trust and peers are looked at, its store is opened, its events are handed out.</summary>
internal sealed class UhitHostedService(IServiceProvider services, IEnumerable<UhitClientRegistration> registrations) : IHostedLifecycleService
{
    // Before the server listens: a callback that comes at once finds its store open.
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        foreach (var registration in registrations)
        {
            CheckSettings(registration.Name);
            await services.GetRequiredKeyedService<StoreOpener>(registration.Name).OpenForUseAsync(cancellationToken).ConfigureAwait(false);
            await DispatcherOf(registration).StartAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // After the server has stopped: no callback comes any more.
    public Task StoppedAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(registrations.Select(registration => DispatcherOf(registration).StopAsync(cancellationToken)));

    private CallbackDispatcher DispatcherOf(UhitClientRegistration registration) =>
        services.GetRequiredKeyedService<CallbackDispatcher>(registration.Name);

    // What is wrong is told now, and not by the first inquiry or the first callback.
    private void CheckSettings(string name)
    {
        CertificateSettings.Read(name, nameof(UhitClientOptions.Certificate), () => services.GetRequiredKeyedService<ICertificateSource>(name).GetCurrent());
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
