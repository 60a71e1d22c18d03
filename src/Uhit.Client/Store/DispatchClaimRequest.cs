namespace Uhit.Client.Store;

/// <summary>Who claims what, for how long.</summary>
public sealed record DispatchClaimRequest
{
    /// <summary>Who claims: for people who read the store.</summary>
    public required string Owner { get; init; }

    /// <summary>The named clients whose events are wanted.</summary>
    public required IReadOnlyCollection<string> Clients { get; init; }

    /// <summary>The kinds of events that have a handler.</summary>
    public required IReadOnlyCollection<StoredEventKind> Kinds { get; init; }

    /// <summary>The time now.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>How long the lease lasts.</summary>
    public required TimeSpan Lease { get; init; }

    /// <summary>The most events in one claim.</summary>
    public int MaxEvents { get; init; } = 32;
}
