using Uhit.Client.Inquiries;

namespace Uhit.Client.Store.InMemory;

/// <summary>A stored event and how far its handlers have come.</summary>
internal sealed class InMemoryEvent(
    long sequence, string client, UhitEnvironment environment, RequestId requestId, NewStoredEvent content, InMemoryStream stream)
{
    private readonly Dictionary<string, HandlerProgress> _handlers = new(StringComparer.Ordinal);

    public long Sequence => sequence;

    public string Client => client;

    public RequestId RequestId => requestId;

    public StoredEventKind Kind => Content.Kind;

    public InMemoryStream Stream => stream;

    public NewStoredEvent Content { get; set; } = content;

    public bool IsFinished { get; set; }

    public bool IsReady(DateTimeOffset now)
    {
        var waiting = _handlers.Values.Where(progress => !progress.IsComplete && progress.NotBefore is not null).ToList();
        return waiting.Count == 0 || waiting.Exists(progress => progress.NotBefore <= now);
    }

    public void Complete(string handler) => _handlers[handler] = new HandlerProgress(Failures(handler), true, null);

    public void Fail(string handler, DateTimeOffset notBefore) => _handlers[handler] = new HandlerProgress(Failures(handler) + 1, false, notBefore);

    public StoredEvent ToStoredEvent() => new()
    {
        Sequence = sequence,
        Client = client,
        Environment = environment,
        RequestId = requestId,
        Event = Content,
        Handlers = new Dictionary<string, HandlerProgress>(_handlers, StringComparer.Ordinal),
    };

    private int Failures(string handler) => _handlers.GetValueOrDefault(handler)?.Failures ?? 0;
}
