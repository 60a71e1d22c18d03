using Uhit.Client.Inquiries.Ledger;

namespace Uhit.Client.Inquiries.Correlation;

/// <summary>An inquiry that a callback may belong to.</summary>
internal sealed record CorrelationCandidate
{
    public required RequestId RequestId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required UsageHistoryInquiry Inquiry { get; init; }

    public required InquiryLedger Ledger { get; init; }

    public required SendingState Sending { get; init; }

    public required bool IsFinished { get; init; }
}
