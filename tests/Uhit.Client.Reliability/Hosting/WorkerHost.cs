using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Uhit.Client.Reliability.Processes;

namespace Uhit.Client.Reliability.Hosting;

/// <summary>A worker: hands stored events to handlers, and listens to nobody.</summary>
internal static class WorkerHost
{
    public const string Role = "worker";

    public static async Task RunAsync(ParentLine parent)
    {
        var services = new ServiceCollection();
        HostServices.Add(services, parent);
        var provider = services.BuildServiceProvider();
        await using var disposing = provider.ConfigureAwait(false);
        foreach (var hosted in provider.GetServices<IHostedService>().OfType<IHostedLifecycleService>())
        {
            await hosted.StartingAsync(CancellationToken.None).ConfigureAwait(false);
        }

        parent.Tell("ready");
        await Task.Delay(Timeout.Infinite).ConfigureAwait(false);
    }
}
