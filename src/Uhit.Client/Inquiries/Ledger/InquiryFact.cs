namespace Uhit.Client.Inquiries.Ledger;

/// <summary>Something that happened to an inquiry. Facts may come in any order and more than
/// once: the state that follows is the same.</summary>
internal abstract record InquiryFact
{
    /// <summary>The callback that brought it; <see langword="null"/> for what we did ourselves, and for CNP's answer at once.</summary>
    public FactSource? Source { get; init; }
}
