using Uhit.Client.Store;

namespace Uhit.Client.Events;

/// <summary>Tells the dispatcher that something waits, and callers that their inquiry has changed, so that neither has to wait for its
/// next look: of what this process does, and, where the store can tell, of what others do.</summary>
/// <remarks>The dispatcher alone waits by <see cref="WaitAsync"/>: a signal that it does not wait for is kept, once. Thread-safe.</remarks>
internal sealed class DispatchSignal : IDisposable
{
    private readonly SemaphoreSlim _set = new(0, 1);
    private readonly Lock _gate = new();
    private readonly Dictionary<RequestId, List<Watch>> _watches = [];
    private bool _listens;
    private IDisposable? _others;

    /// <summary>Begins to hear what other processes do on a store that is open, where the store can tell; does nothing once that was
    /// done.</summary>
    public void ListenTo(IUhitStore store)
    {
        lock (_gate)
        {
            if (_listens)
            {
                return;
            }

            _listens = true;
        }

        Volatile.Write(ref _others, store.Listen(Heard));
    }

    /// <summary>Something waits for the dispatcher.</summary>
    public void Set()
    {
        try
        {
            _set.Release();
        }
        catch (Exception e) when (e is SemaphoreFullException or ObjectDisposedException)
        {
            // The signal is set already, or nobody waits any more.
        }
    }

    /// <summary>An inquiry has changed, which may be an event for the dispatcher, too. Others' callers are left alone: what comes for many
    /// inquiries wakes each of them once.</summary>
    public void Changed(RequestId id)
    {
        lock (_gate)
        {
            foreach (var watch in _watches.GetValueOrDefault(id) ?? [])
            {
                watch.Wake();
            }
        }

        Set();
    }

    /// <summary>Begins to watch an inquiry. Take <see cref="Watch.Next"/> before you look: what changes in between then ends it.</summary>
    public Watch Begin(RequestId id)
    {
        var watch = new Watch(this, id);
        lock (_gate)
        {
            if (!_watches.TryGetValue(id, out var watches))
            {
                _watches[id] = watches = [];
            }

            watches.Add(watch);
        }

        return watch;
    }

    /// <summary>Waits for the signal, at most so long.</summary>
    public async Task WaitAsync(TimeSpan atMost, TimeProvider time, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(atMost, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        await _set.WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }

    public void Dispose()
    {
        _others?.Dispose();
        _set.Dispose();
    }

    private void Heard(RequestId? id)
    {
        if (id is { } known)
        {
            Changed(known);
            return;
        }

        lock (_gate)
        {
            foreach (var watch in _watches.Values.SelectMany(watches => watches))
            {
                watch.Wake();
            }
        }

        Set();
    }

    private void End(Watch watch)
    {
        lock (_gate)
        {
            if (_watches.TryGetValue(watch.Id, out var watches) && watches.Remove(watch) && watches.Count == 0)
            {
                _watches.Remove(watch.Id);
            }
        }
    }

    /// <summary>One caller that waits for one inquiry.</summary>
    internal sealed class Watch(DispatchSignal signal, RequestId id) : IDisposable
    {
        private TaskCompletionSource _next = NewNext();

        public RequestId Id => id;

        /// <summary>Ends with the next change.</summary>
        public Task Next => Volatile.Read(ref _next).Task;

        public void Wake() => Interlocked.Exchange(ref _next, NewNext()).SetResult();

        public void Dispose() => signal.End(this);

        private static TaskCompletionSource NewNext() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
