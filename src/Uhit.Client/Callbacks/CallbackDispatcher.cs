using Microsoft.Extensions.Logging;
using Uhit.Client.Callbacks.Dispatching;
using Uhit.Client.Store;

namespace Uhit.Client.Callbacks;

/// <summary>Hands stored events to their handlers, and watches over deadlines, for one named client.</summary>
/// <remarks>Made by <c>AddUhitClient</c>, keyed by the client's name; started and stopped with the host. Several processes may run one over the same store: each
/// inquiry is claimed by one of them at a time. Started once.</remarks>
public sealed class CallbackDispatcher : IAsyncDisposable
{
    private readonly CallbackDispatcherOptions _options;
    private readonly IUhitStore _store;
    private readonly EventPump _pump;
    private readonly StoreMaintenance _maintenance;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _aborting = new();
    private Task _running = Task.CompletedTask;
    private int _started;

    internal CallbackDispatcher(
        CallbackDispatcherOptions options,
        IUhitStore store,
        HandlerSet handlers,
        InquiryTransitions transitions,
        DispatchSignal signal,
        TimeProvider time,
        ILogger logger,
        IReadOnlyList<IStoreChore>? chores = null)
    {
        // A third of it is waited for between renewals, and a timer goes no further than 49 days.
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.Lease, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Lease, TimeSpan.FromDays(90));
        _options = options;
        _store = store;
        _time = time;
        _pump = new EventPump(options, store, handlers, signal, time, logger);
        _maintenance = new StoreMaintenance(options, store, transitions, signal, time, logger, chores ?? []);
    }

    /// <summary>Opens the store and begins.</summary>
    /// <param name="cancellationToken">Stops waiting for the store.</param>
    /// <exception cref="UhitStoreException">The store can't be opened.</exception>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref _started, 1) == 1)
        {
            throw new InvalidOperationException("A dispatcher is started once.");
        }

        await _store.Maintenance.InitializeAsync(cancellationToken).ConfigureAwait(false);
        _running = Task.WhenAll(
            Task.Run(() => _pump.RunAsync(_stopping.Token, _aborting.Token), CancellationToken.None),
            Task.Run(() => _maintenance.RunAsync(_stopping.Token), CancellationToken.None));
    }

    /// <summary>Claims nothing more, and waits for the handlers that run: first <see cref="CallbackDispatcherOptions.StopTimeout"/>, then their token is cancelled.</summary>
    /// <remarks>An event whose handler was cut off is not counted as failed: it comes again at the next start.</remarks>
    /// <param name="cancellationToken">Cuts the waiting short: handlers' tokens are cancelled at once.</param>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        using var patience = new CancellationTokenSource(_options.StopTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        await _running.WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _aborting.CancelAsync().ConfigureAwait(false);

        // A handler that ignores its token may keep us only as long as the host lets it.
        await _running.WaitAsync(_options.StopTimeout, _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Stops, if that was not done.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_running.IsCompleted)
        {
            await StopAsync(CancellationToken.None).ConfigureAwait(false);
        }

        if (_running.IsCompleted)
        {
            _stopping.Dispose();
            _aborting.Dispose();
        }
    }
}
