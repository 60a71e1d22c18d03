namespace Uhit.Client.Store;

/// <summary>A claim on the events of one inquiry.</summary>
public sealed record DispatchClaim
{
    /// <summary>The named client.</summary>
    public required string Client { get; init; }

    /// <summary>The inquiry, known or not.</summary>
    public required RequestId RequestId { get; init; }

    /// <summary>The fencing token: a later claim's is greater, and the store refuses writes under an earlier one.</summary>
    public required long Token { get; init; }

    /// <summary>When the lease runs out.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>The waiting events of the kinds asked for, in stored order; never empty.</summary>
    public required IReadOnlyList<StoredEvent> Events { get; init; }
}
