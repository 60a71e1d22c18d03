namespace Uhit.Client.Store;

/// <summary>How something is purged.</summary>
public sealed record PurgeTerms
{
    /// <summary>The time now: what is purged is marked with it, unless it was marked before.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The ESI ID whose data alone goes; <see langword="null"/> for all.</summary>
    public EsiId? EsiId { get; init; }

    /// <summary>The kinds of waiting events that hold a purge back.</summary>
    public required IReadOnlyCollection<StoredEventKind> Kinds { get; init; }

    /// <summary>Whether events that wait, and dead letters, are finished without their handlers rather than hold the purge back.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool DiscardsWaiting { get; init; }

    /// <summary>The most chunks, and the most lines of usage, that one transaction takes away.</summary>
    /// <value>Default: 16.</value>
    public int MaxRows { get; init; } = 16;
}
