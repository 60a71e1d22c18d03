namespace Uhit.Client.Store;

/// <summary>By what the inquiry of a callback is looked for that does not carry our RequestId.</summary>
public sealed record InquirySearch
{
    /// <summary>The most inquiries that a search finds, and the most ESI IDs that it looks for.</summary>
    public const int Limit = 64;

    /// <summary>An identifier that may be our RequestId.</summary>
    public RequestId? RequestId { get; init; }

    /// <summary>Keys as <see cref="StoreRules.KeysOf"/> gives them.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>Chooses among the inquiries that were found, told whether they were found by RequestId or key (otherwise they ask for one
    /// of the ESI IDs); <see langword="null"/> as its result where it is none of them. Pure, may be
    /// called more than once. Set for a message that is stored or adopted; <see langword="null"/> for a search alone. Not stored.</summary>
    public Func<IReadOnlyList<InquiryRecord>, bool, RequestId?>? Choose { get; init; }

    /// <summary>ESI IDs, each once, at most <see cref="Limit"/>: they count only where RequestId and keys find nothing.</summary>
    public IReadOnlyList<EsiId> EsiIds { get; init; } = [];
}
