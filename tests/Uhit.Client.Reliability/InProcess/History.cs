using Uhit.Client.Store;

namespace Uhit.Client.Reliability.InProcess;

/// <summary>What was seen from outside during a run: what was sent and answered, and what handlers had. Thread-safe.</summary>
internal sealed class History
{
    private readonly Lock _lock = new();
    private readonly List<Callback> _sent = [];
    private readonly List<Answer> _answers = [];
    private readonly List<Completion> _completions = [];
    private readonly Dictionary<long, StoredEvent> _events = [];

    public IReadOnlyList<Callback> Sent => Copy(_sent);

    public IReadOnlyList<Answer> Answers => Copy(_answers);

    public IReadOnlyList<Completion> Completions => Copy(_completions);

    /// <summary>The events that were handed out, by their order in the store.</summary>
    public IReadOnlyDictionary<long, StoredEvent> Events
    {
        get
        {
            lock (_lock)
            {
                return new Dictionary<long, StoredEvent>(_events);
            }
        }
    }

    public void Add(Callback sent) => Add(_sent, sent);

    public void Add(Answer answer) => Add(_answers, answer);

    /// <summary>Has a store's dispatching written down here.</summary>
    public IUhitStore Watch(IUhitStore store) => WrappedStore.Of(store, dispatch: call => call.Method switch
    {
        nameof(IDispatchStore.ClaimAsync) => ClaimAsync((Task<DispatchClaim?>)call.GoOn()!),
        nameof(IDispatchStore.CompleteHandlerAsync) => CompleteAsync(
            (Task<bool>)call.GoOn()!, call.Argument<DispatchClaim>().RequestId, call.Argument<long>(), call.Argument<string>()),
        _ => call.GoOn(),
    });

    private async Task<DispatchClaim?> ClaimAsync(Task<DispatchClaim?> claiming)
    {
        var claim = await claiming.ConfigureAwait(false);
        lock (_lock)
        {
            foreach (var stored in claim?.Events ?? [])
            {
                _events[stored.Sequence] = stored;
            }
        }

        return claim;
    }

    private async Task<bool> CompleteAsync(Task<bool> completing, RequestId requestId, long sequence, string handler)
    {
        var isTaken = await completing.ConfigureAwait(false);
        if (isTaken)
        {
            lock (_lock)
            {
                _completions.Add(new Completion(requestId, sequence, _events[sequence].Key, handler));
            }
        }

        return isTaken;
    }

    private void Add<T>(List<T> list, T item)
    {
        lock (_lock)
        {
            list.Add(item);
        }
    }

    private List<T> Copy<T>(List<T> list)
    {
        lock (_lock)
        {
            return [.. list];
        }
    }
}
