using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Uhit.Client.Events;
using Uhit.Client.Events.Dispatching;
using Uhit.Client.Store;

namespace Uhit.Client.Reliability.InProcess;

/// <summary>The dispatcher's own work on one claim at a time, begun by the script and not by a clock.</summary>
internal sealed class Worker : IAsyncDisposable
{
    public static readonly string[] HandlerNames = ["pricing", "audit"];

    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private readonly Receiver _process;
    private readonly string _owner;
    private readonly ServiceProvider _services = new ServiceCollection().BuildServiceProvider();
    private readonly HandlerSet _handlers;
    private readonly DispatcherSettings _options;

    /// <param name="process">The process that it works in.</param>
    /// <param name="owner">Its name.</param>
    /// <param name="handle">What a handler does with an event.</param>
    public Worker(Receiver process, string owner, Func<string, UhitEvent, Task> handle)
    {
        (_process, _owner) = (process, owner);
        _handlers = new HandlerSet(
            HandlerNames.Select(name => new HandlerRegistration(
                name, typeof(UhitEvent), IsTransactional: false,
                _ => new ResolvedHandler((usageEvent, _) => handle(name, usageEvent), null))),
            _services.GetRequiredService<IServiceScopeFactory>());
        _options = new DispatcherSettings { Client = process.Client, Callback = new() { Lease = Lease } };
    }

    /// <summary>Claims an inquiry and handles what waits.</summary>
    /// <returns>Whether anything could be claimed.</returns>
    public async Task<bool> RunOnceAsync(int maxEvents = 32)
    {
        var claim = await ClaimAsync(_process.Time.GetUtcNow(), maxEvents).ConfigureAwait(false);
        if (claim is null)
        {
            return false;
        }

        await new ClaimRun(new DispatchServices(_options, _process.Store, _handlers, _process.Time, NullLogger.Instance), claim)
            .RunAsync(CancellationToken.None, CancellationToken.None, CancellationToken.None).ConfigureAwait(false);
        return true;
    }

    /// <summary>Claims as another process would whose clock says that every lease has run out, and does nothing with it.</summary>
    public Task<DispatchClaim?> RobAsync() => ClaimAsync(_process.Time.GetUtcNow() + (2 * Lease), 32);

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private Task<DispatchClaim?> ClaimAsync(DateTimeOffset now, int maxEvents) =>
        _process.Store.Dispatch.ClaimAsync(new DispatchClaimRequest
        {
            Owner = _owner,
            Clients = [_process.Client],
            Kinds = _handlers.Kinds,
            Now = now,
            Lease = Lease,
            MaxEvents = maxEvents,
        });
}
