namespace Uhit.Client;

/// <summary>One service address of an inquiry: an ESI ID, what is asked for it, and that customer's authorization (guide 1.3).</summary>
/// <remarks>A line's number is its position in <see cref="UsageHistoryInquiry.Lines"/>, from 1.</remarks>
public sealed record InquiryLine
{
    /// <summary>The ESI ID.</summary>
    public required EsiId EsiId { get; init; }

    /// <summary>Where it is.</summary>
    public required ServiceAddress ServiceAddress { get; init; }

    /// <summary>Billing periods, interval readings, or both.</summary>
    public required RequestedUsage RequestedUsage { get; init; }

    /// <summary>First and last day, both included.</summary>
    public required UsagePeriod Period { get; init; }

    /// <summary>The customer's authorization.</summary>
    public required CustomerAuthorization Authorization { get; init; }
}
