namespace Uhit.Client.Store;

/// <summary>The inquiries that a search found.</summary>
public sealed record InquiryCandidates
{
    /// <summary>Makes one.</summary>
    /// <param name="inquiries">At most <see cref="InquirySearch.Limit"/>: of those that ask for an ESI ID,
    /// unfinished ones and then the latest first.</param>
    /// <param name="areNamed">Whether they were found by RequestId or key; otherwise they ask for one of the ESI IDs.</param>
    public InquiryCandidates(IReadOnlyList<InquiryRecord> inquiries, bool areNamed)
    {
        Inquiries = inquiries;
        AreNamed = areNamed;
    }

    /// <summary>At most <see cref="InquirySearch.Limit"/>: of those that ask for an ESI ID,
    /// unfinished ones and then the latest first.</summary>
    public IReadOnlyList<InquiryRecord> Inquiries { get; init; }

    /// <summary>Whether they were found by RequestId or key; otherwise they ask for one of the ESI IDs.</summary>
    public bool AreNamed { get; init; }
}
