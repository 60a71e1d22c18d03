using Uhit.Client.Store;

namespace Uhit.Client.Events;

/// <summary>One kind of event: the number that it is stored under, the type that handlers get, and
/// how that is made from what is stored.</summary>
internal sealed record EventKind
{
    private EventKind()
    {
    }

    /// <summary>The stored number.</summary>
    public required StoredEventKind Stored { get; init; }

    /// <summary>What handlers get.</summary>
    public required Type Type { get; init; }

    /// <summary>Makes the event; data is read from the store when it is asked for.</summary>
    public required Func<StoredEvent, IUhitStore, UhitEvent> Create { get; init; }

    /// <summary>Whether an event of this kind that waits for a handler keeps its callback and inquiry from being purged.</summary>
    public bool HoldsPayload { get; init; } = true;

    public static EventKind Of<TEvent>(StoredEventKind stored, Func<StoredEvent, IUhitStore, TEvent> create)
        where TEvent : UhitEvent => new() { Stored = stored, Type = typeof(TEvent), Create = create };
}
