using Microsoft.Extensions.Logging;
using Uhit.Client.Events.Dispatching;
using Uhit.Client.Inquiries;
using Uhit.Client.Store;

namespace Uhit.Client.Events;

/// <summary>Hands stored events to their handlers, and watches over deadlines, for one named client.</summary>
/// <remarks>Made by <c>AddUhitClient</c>, keyed by the client's name; started and stopped with the host. Several processes may run one over
/// the same store: each inquiry is claimed by one of them at a time. Started once.</remarks>
internal sealed class CallbackDispatcher : IAsyncDisposable
{
    private readonly DispatcherSettings _options;
    private readonly IUhitStore _store;
    private readonly HandlerSet _handlers;
    private readonly EventPump _pump;
    private readonly StoreMaintenance _maintenance;
    private readonly DispatchSignal _signal;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _aborting = new();
    private readonly CancellationTokenSource _leaving = new();
    private Task _running = Task.CompletedTask;
    private int _started;

    public CallbackDispatcher(
        DispatcherSettings options,
        IUhitStore store,
        HandlerSet handlers,
        IBusinessCalendar calendar,
        DispatchSignal signal,
        TimeProvider time,
        ILogger logger,
        IReadOnlyList<IStoreChore>? chores = null)
    {
        _options = options;
        _handlers = handlers;
        _store = store;
        _time = time;
        _signal = signal;
        _pump = new EventPump(new DispatchServices(options, store, handlers, time, logger), signal);
        _maintenance = new StoreMaintenance(options, store, calendar, signal, time, logger, chores ?? []);
    }

    /// <summary>Opens the store and begins.</summary>
    /// <param name="cancellationToken">Stops waiting for the store.</param>
    /// <exception cref="UhitStoreException">The store can't be opened.</exception>
    /// <exception cref="UhitConfigurationException">A handler is transactional, and the store has no transactions; or
    /// the lease is shorter than the store needs.</exception>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref _started, 1) == 1)
        {
            throw new InvalidOperationException("A dispatcher is started once.");
        }

        if (!_store.Dispatch.SupportsTransactions && _handlers.TransactionalNames is { Count: > 0 } names)
        {
            throw new UhitConfigurationException(
                $"The client \"{_options.Client}\" has a transactional handler ({string.Join(", ", names.Select(name => $"\"{name}\""))}), "
                + $"and its store {_store.GetType().Name} "
                + "has no transactions that a handler could write in. Use a store that has them, such as .UseSqlite(\"uhit.db\") or "
                + ".UsePostgreSql(…), or let the handler "
                + "implement IUsageHistoryHandler.");
        }

        if (_options.Callback.Lease < _store.Dispatch.ShortestLease)
        {
            throw new UhitConfigurationException(
                $"The client \"{_options.Client}\": Callback:Lease is {_options.Callback.Lease}, and its store {_store.GetType().Name} "
                + "needs at least "
                + $"{_store.Dispatch.ShortestLease}: a process that was stopped in the middle could keep its locks for longer than its "
                + "claim. Raise the lease, or "
                + "lower that time of the store (for PostgreSQL IdleInTransactionTimeout).");
        }

        await _store.Maintenance.InitializeAsync(cancellationToken).ConfigureAwait(false);
        _signal.ListenTo(_store);
        _running = Task.WhenAll(
            Task.Run(() => _pump.RunAsync(_stopping.Token, _aborting.Token, _leaving.Token), CancellationToken.None),
            Task.Run(() => _maintenance.RunAsync(_stopping.Token), CancellationToken.None));
    }

    /// <summary>Claims nothing more, and waits for the handlers that run, for
    /// <see cref="UhitCallbackOptions.StopTimeout"/> at most.</summary>
    /// <remarks>After three quarters of it their token is cancelled; one that has not come back when it is over is left alone, its inquiry
    /// given back. An event whose handler was cut off is not counted as failed: it comes again at the next start.</remarks>
    /// <param name="cancellationToken">Cuts the waiting short: handlers' tokens are cancelled at once.</param>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await WaitAsync(_options.Callback.StopTimeout * 0.75, cancellationToken).ConfigureAwait(false);
        await _aborting.CancelAsync().ConfigureAwait(false);
        await WaitAsync(_options.Callback.StopTimeout * 0.25, cancellationToken).ConfigureAwait(false);
        await _leaving.CancelAsync().ConfigureAwait(false);

        // What is left to do is to give the claims back.
        await _running.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) =>
        await _running.WaitAsync(atMost, _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

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
            _leaving.Dispose();
        }
    }
}
