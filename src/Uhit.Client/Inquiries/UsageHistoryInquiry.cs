namespace Uhit.Client;

/// <summary>What is asked of CNP: the usage history of one or more ESI IDs.</summary>
public sealed record UsageHistoryInquiry
{
    /// <summary>The most code points of <see cref="ClientReference"/>.</summary>
    public const int MaxClientReferenceLength = 200;

    /// <summary>The user's own key for this inquiry: submitted again, the inquiry that exists is returned and nothing is sent.</summary>
    /// <remarks>Unique within a named client. <see langword="null"/> makes every submission a new inquiry.</remarks>
    public string? ClientReference { get; init; }

    /// <summary>One line per ESI ID. Line numbers are the positions, from 1.</summary>
    public required IReadOnlyList<InquiryLine> Lines { get; init; }
}
