using Uhit.Client.Inquiries.Ledger;

namespace Uhit.Client;

/// <summary>An inquiry: what is asked, the facts that arrived, and what follows from them.</summary>
/// <remarks>A store keeps the record as it is: <c>docs/how-to/add-a-store.md</c> says how.</remarks>
public sealed partial record InquiryRecord
{
    private readonly InquiryLedger? _ledger;

    /// <summary>The named client that it belongs to.</summary>
    public required string Client { get; init; }

    /// <summary>Test or Production.</summary>
    public required UhitEnvironment Environment { get; init; }

    /// <summary>The Third Party's number for it: unique with <see cref="Client"/>.</summary>
    public required RequestId RequestId { get; init; }

    /// <summary>Under which Authentication ID it is asked.</summary>
    public required AuthenticationId AuthenticationId { get; init; }

    /// <summary>The id of the wire format that it is sent in.</summary>
    public required string WireFormat { get; init; }

    /// <summary>When it was stored.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>What is asked. Its <see cref="UsageHistoryInquiry.ClientReference"/> is unique with
    /// <see cref="Client"/>, where there is one.</summary>
    public required UsageHistoryInquiry Inquiry { get; init; }

    /// <summary>All that is known of its progress. A store that reads an inquiry gives it back by <c>StoreJson.ReadProgress</c>: what
    /// it forgot would be written as if nothing had ever arrived.</summary>
    internal InquiryLedger Ledger
    {
        get => _ledger ?? throw new InvalidOperationException(
            "This inquiry has no progress: the store that read it did not call StoreJson.ReadProgress. Nothing was written.");
        init => _ledger = value;
    }

    /// <summary>Where the sending stands: kept in a column of its own, for queries.</summary>
    public SendingState Sending { get; init; }

    /// <summary>Whether nothing more is waited for: kept in a column of its own, for queries.</summary>
    public bool IsFinished { get; init; }

    /// <summary>When it is due; kept in a column of its own, for queries.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>When it is overdue; kept in a column of its own, for queries.</summary>
    public DateTimeOffset? OverdueAt { get; init; }

    /// <summary>Whether the event that it is due was written.</summary>
    public bool DueReported { get; init; }

    /// <summary>Whether the event that it is overdue was written.</summary>
    public bool OverdueReported { get; init; }

    /// <summary>When something of it, or of what came for it, was first purged; <see langword="null"/>
    /// where all is there. Set by the store.</summary>
    public DateTimeOffset? PurgedAt { get; init; }
}
