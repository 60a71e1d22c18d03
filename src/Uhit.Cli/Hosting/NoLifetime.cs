using Microsoft.Extensions.Hosting;

namespace Uhit.Cli.Hosting;

/// <summary>Leaves signals to <see cref="StopSignals"/>.</summary>
internal sealed class NoLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
