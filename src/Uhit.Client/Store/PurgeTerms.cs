namespace Uhit.Client.Store;

/// <summary>What is purged, and how. Of a list exactly one of age, inquiry and ESI ID is set.</summary>
public sealed record PurgeTerms
{
    /// <summary>The named client.</summary>
    public required string Client { get; init; }

    /// <summary>What was received, and inquiries that were created, before this instant.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>One inquiry, known or not.</summary>
    public RequestId? RequestId { get; init; }

    /// <summary>One ESI ID, whose data alone goes: it is looked for in the messages with usage of it, and, of the inquiries that ask for
    /// it, in the messages without usage, which may name it.</summary>
    public EsiId? EsiId { get; init; }

    /// <summary>The time now: what is purged is marked with it, unless it was marked before.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The kinds of waiting events that hold a purge back.</summary>
    public required IReadOnlyCollection<StoredEventKind> Kinds { get; init; }

    /// <summary>Whether events that wait, and dead letters, are finished without their handlers rather than hold the purge back.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool DiscardsWaiting { get; init; }

    /// <summary>The most chunks, and the most lines of usage, that one transaction takes away.</summary>
    /// <value>Default: 16.</value>
    public int MaxRows { get; init; } = 16;
}
