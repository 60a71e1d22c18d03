namespace Uhit.Client.Store;

/// <summary>How the inquiry of a message is found that does not carry our RequestId: in the transaction that stores it.</summary>
public sealed record MessageCorrelation
{
    /// <summary>By what it is looked for. Kept with a message that is stored as unmatched, and taken away
    /// when it is adopted, discarded or purged.</summary>
    public required InquirySearch Search { get; init; }

    /// <summary>Chooses among those that were found; <see langword="null"/> where it is none of
    /// them. Pure, may be called more than once.</summary>
    public required Func<InquiryCandidates, RequestId?> Choose { get; init; }
}
