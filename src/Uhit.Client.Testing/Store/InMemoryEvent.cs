using Uhit.Client.Store;

namespace Uhit.Client.Testing.Store;

/// <summary>A stored event and how far its handlers have come.</summary>
internal sealed class InMemoryEvent(
    long sequence, string client, UhitEnvironment environment, RequestId requestId, StoredEvent content, InMemoryStream stream)
{
    private readonly SortedDictionary<string, InMemoryHandler> _handlers = new(StringComparer.Ordinal);
    private int _claims;
    private int _openClaims;
    private bool _isReplayed;

    public long Sequence => sequence;

    public string Client => client;

    public RequestId RequestId => requestId;

    public StoredEventKind Kind => Content.Kind;

    public InMemoryStream Stream => stream;

    public StoredEvent Content { get; set; } = content;

    public bool IsFinished { get; set; }

    /// <summary>When it may be tried.</summary>
    public DateTimeOffset NotBefore => StoreRules.NextTry(_handlers.Values.Select(handler => handler.Progress));

    public void Complete(string handler) => End(handler, progress => progress with { IsComplete = true, IsDead = false, NotBefore = null });

    public void Fail(string handler, string errorType, DateTimeOffset at, DateTimeOffset? notBefore) => End(
        handler,
        progress => progress.IsComplete
            ? progress
            : progress with { Failures = progress.Failures + 1, NotBefore = notBefore, IsDead = notBefore is null },
        (errorType, at));

    /// <summary>Takes it out of the queue, unless somebody has asked for one of its handlers since it was claimed.</summary>
    public void Finish() => IsFinished = !_isReplayed;

    public bool Replay(string handler)
    {
        if (!IsDead(handler))
        {
            return false;
        }

        Change(handler, progress => progress with { Failures = 0, IsDead = false, Replays = progress.Replays + 1 });
        IsFinished = false;
        _isReplayed = true;
        return true;
    }

    public bool Discard(string handler)
    {
        if (!IsDead(handler))
        {
            return false;
        }

        Change(handler, progress => progress with { IsComplete = true, IsDead = false });
        return true;
    }

    public StoredEvent Claim()
    {
        _claims++;
        _openClaims++;
        _isReplayed = false;
        return Content with
        {
            Sequence = sequence,
            Client = client,
            Environment = environment,
            RequestId = requestId,
            Handlers = _handlers.ToDictionary(handler => handler.Key, handler => handler.Value.Progress, StringComparer.Ordinal),
            Claims = _claims,
            OpenClaims = _openClaims,
        };
    }

    public void Release(bool wasBegun)
    {
        _claims -= wasBegun ? 0 : 1;
        _openClaims = wasBegun ? 0 : Math.Max(0, _openClaims - 1);
    }

    public IEnumerable<DeadLetter> DeadLetters() =>
        _handlers.Where(handler => handler.Value.Progress.IsDead).Select(handler => new DeadLetter
        {
            Sequence = sequence,
            Client = client,
            Environment = environment,
            RequestId = requestId,
            Handler = handler.Key,
            Kind = Content.Kind,
            EventKey = Content.Key,
            ErrorType = handler.Value.LastFailure!.Value.ErrorType,
            Failures = handler.Value.Progress.Failures,
            Replays = handler.Value.Progress.Replays,
            DiedAt = handler.Value.LastFailure.Value.At,
            Receipt = Content.Receipt,
        });

    private bool IsDead(string handler) => _handlers.GetValueOrDefault(handler)?.Progress.IsDead is true;

    private void End(
        string handler, Func<HandlerProgress, HandlerProgress> change, (string ErrorType, DateTimeOffset At)? failure = null)
    {
        _openClaims = 0;
        Change(handler, change, failure);
    }

    private void Change(
        string handler, Func<HandlerProgress, HandlerProgress> change, (string ErrorType, DateTimeOffset At)? failure = null)
    {
        var before = _handlers.GetValueOrDefault(handler) ?? new InMemoryHandler(new HandlerProgress(0, false, null), null);
        _handlers[handler] = new InMemoryHandler(change(before.Progress), failure ?? before.LastFailure);
    }

    /// <summary>How far a handler has come with an event, and how it failed last.</summary>
    private sealed record InMemoryHandler(HandlerProgress Progress, (string ErrorType, DateTimeOffset At)? LastFailure);
}

/// <summary>The claim on the events of one inquiry.</summary>
internal sealed class InMemoryStream
{
    public long Token { get; set; }

    public DateTimeOffset? LeasedUntil { get; set; }
}
