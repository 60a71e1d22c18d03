using System.Collections.Frozen;
using Uhit.Client.Store;

namespace Uhit.Client.Events;

/// <summary>All kinds of events. A new one is a record that derives from <see cref="UhitEvent"/>, a number in
/// <see cref="StoredEventKind"/>, and a row here.</summary>
internal sealed class EventTable(IReadOnlyList<EventKind> kinds)
{
    private readonly FrozenDictionary<StoredEventKind, EventKind> _byNumber = kinds.ToFrozenDictionary(kind => kind.Stored);

    public static EventTable Default { get; } = new(
    [
        EventKind.Of(StoredEventKind.InquiryAcknowledged, (stored, _) => new InquiryAcknowledged
        {
            Client = stored.Client,
            Environment = stored.Environment,
            RequestId = stored.RequestId,
            Key = stored.Key,
            OccurredAt = stored.OccurredAt,
            Acknowledgement = Needed(stored.Content.Acknowledgement),
            CameByCallback = stored.Receipt is not null,
        }),
        EventKind.Of(StoredEventKind.ValidationReceived, (stored, _) => new ValidationReceived
        {
            Client = stored.Client,
            Environment = stored.Environment,
            RequestId = stored.RequestId,
            Key = stored.Key,
            OccurredAt = stored.OccurredAt,
            SentAt = stored.Content.Header?.SentAt,
            TransactionId = stored.Content.TransactionId,
            Lines = Needed(stored.Content.Validations),
        }),
        EventKind.Of(StoredEventKind.UsageDelivered, (stored, store) => new UsageDelivered
        {
            Client = stored.Client,
            Environment = stored.Environment,
            RequestId = stored.RequestId,
            Key = stored.Key,
            OccurredAt = stored.OccurredAt,
            SentAt = stored.Content.Header?.SentAt,
            TransactionId = stored.Content.TransactionId,
            Part = Needed(stored.Content.Part),
            UsageCount = stored.Content.UsageCount,
            IsLate = stored.Content.IsLate,
            Source = cancellationToken => DeliveredUsage.ReadAsync(store, stored.Receipt!.Value, cancellationToken),
        }),
        EventKind.Of(StoredEventKind.CallbackAcknowledged, (stored, _) => new CallbackAcknowledged
        {
            Client = stored.Client,
            Environment = stored.Environment,
            RequestId = stored.RequestId,
            Key = stored.Key,
            OccurredAt = stored.OccurredAt,
            Operation = Needed(stored.Content.Operation),
            Peer = Needed(stored.Content.Peer),
            Acknowledgement = Needed(stored.Content.Acknowledgement),
        }) with { HoldsPayload = false },
        EventKind.Of(StoredEventKind.InquiryCompleted, (stored, _) => new InquiryCompleted
        {
            Client = stored.Client,
            Environment = stored.Environment,
            RequestId = stored.RequestId,
            Key = stored.Key,
            OccurredAt = stored.OccurredAt,
        }),
        EventKind.Of(StoredEventKind.InquiryDue, (stored, _) => new InquiryDue
        {
            Client = stored.Client,
            Environment = stored.Environment,
            RequestId = stored.RequestId,
            Key = stored.Key,
            OccurredAt = stored.OccurredAt,
        }),
        EventKind.Of(StoredEventKind.InquiryOverdue, (stored, _) => new InquiryOverdue
        {
            Client = stored.Client,
            Environment = stored.Environment,
            RequestId = stored.RequestId,
            Key = stored.Key,
            OccurredAt = stored.OccurredAt,
        }),
        EventKind.Of(StoredEventKind.CallbackUnmatched, (stored, _) => new CallbackUnmatched
        {
            Client = stored.Client,
            Environment = stored.Environment,
            RequestId = stored.RequestId,
            Key = stored.Key,
            OccurredAt = stored.OccurredAt,
            Operation = Needed(stored.Content.Operation),
            Peer = Needed(stored.Content.Peer),
            Header = Needed(stored.Content.Header),
            TransactionId = stored.Content.TransactionId,
        }),
        EventKind.Of(StoredEventKind.CallbackTooLarge, (stored, _) => new CallbackTooLarge
        {
            Client = stored.Client,
            Environment = stored.Environment,
            RequestId = stored.RequestId,
            Key = stored.Key,
            OccurredAt = stored.OccurredAt,
            Operation = Needed(stored.Content.Operation),
            Peer = Needed(stored.Content.Peer),
            Header = Needed(stored.Content.Header),
            MaxBytes = stored.Content.MaxBytes ?? throw Incomplete(),
        }),
    ]);

    /// <summary>The rows.</summary>
    public IReadOnlyList<EventKind> Kinds => kinds;

    /// <summary>Makes the event that a handler gets.</summary>
    /// <param name="stored">What is stored.</param>
    /// <param name="progress">How far the handler has come with it; null where it was never tried.</param>
    /// <param name="store">Where its data is.</param>
    /// <exception cref="UhitStoreException">A newer version stored it, or the store is damaged.</exception>
    public UhitEvent Create(StoredEvent stored, HandlerProgress? progress, IUhitStore store)
    {
        if (!_byNumber.TryGetValue(stored.Kind, out var kind))
        {
            throw new UhitStoreException(
                $"A stored event has the kind {(int)stored.Kind}, which this version does not know: use a newer one.",
                isTransient: false);
        }

        var failures = progress?.Failures ?? 0;
        return kind.Create(stored, store) with
        {
            Attempt = Math.Max(failures + 1, stored.Claims),
            IsReplay = failures > 0 || progress?.Replays > 0,
        };
    }

    private static T Needed<T>(T? value)
        where T : class => value ?? throw Incomplete();

    private static UhitOperation Needed(UhitOperation? value) => value ?? throw Incomplete();

    private static UhitStoreException Incomplete() =>
        new("A stored event lacks something that its kind must have: the store is damaged.", isTransient: false);
}

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
