using System.Text;
using Uhit.Client.Inquiries;

namespace Uhit.Client.Usage;

/// <summary>The usage history of one ESI ID: billing periods, interval series, or the word that there is nothing.</summary>
/// <remarks>Immutable and thread-safe. Identifiers and codes are without padding. Personal data:
/// <see cref="ToString"/> shows none of it.</remarks>
public sealed record UsageHistory
{
    /// <summary>The line of the inquiry, from 1; 0 where neither the message nor the inquiry tells it.</summary>
    public required int LineNumber { get; init; }

    /// <summary>The ESI ID.</summary>
    public required EsiId EsiId { get; init; }

    /// <summary>The customer of record, where CNP names it.</summary>
    public string? CustomerName { get; init; }

    /// <summary>The service address, where CNP gives it.</summary>
    public ServiceAddress? ServiceAddress { get; init; }

    /// <summary>The load profile, such as <c>BUSMEDLF_COAST_IDR_NWS_NOTOU</c>.</summary>
    public string? LoadProfile { get; init => field = TokenText.StripOrNull(value); }

    /// <summary>The rate class or code.</summary>
    public string? RateClass { get; init => field = TokenText.StripOrNull(value); }

    /// <summary>The meter read cycle.</summary>
    public string? MeterReadCycle { get; init => field = TokenText.StripOrNull(value); }

    /// <summary>The ERCOT region.</summary>
    public string? ErcotRegion { get; init => field = TokenText.StripOrNull(value); }

    /// <summary>What CNP said where there is nothing to send after all.</summary>
    public ReportedError? NoData { get; init; }

    /// <summary>The billing periods, by meter and start date.</summary>
    public IReadOnlyList<BillingPeriod> BillingPeriods { get; init; } = [];

    /// <summary>Billing periods that were left out since they contradict another one of the same message: 0 as it came, counted
    /// where several deliveries are put together.</summary>
    public int BillingConflicts { get; init; }

    /// <summary>The interval series: one per channel and meter.</summary>
    public IReadOnlyList<IntervalSeries> IntervalSeries { get; init; } = [];

    /// <summary>The kinds of usage that it holds.</summary>
    public RequestedUsage Received =>
        (BillingPeriods.Count > 0 ? RequestedUsage.Billing : RequestedUsage.None)
            | (IntervalSeries.Count > 0 ? RequestedUsage.Interval : RequestedUsage.None);

    /// <summary>Energy, peak, load factor and a year's energy: from the interval series where there are any of energy
    /// from the grid, else from the billing periods.</summary>
    /// <remarks>The history is put in order first, so nothing that a message says twice counts
    /// twice. Parts of a delivery, and corrections, are to be put together first, as <c>IUsageHistoryClient.ReadUsageAsync</c> does. The
    /// formulas, with an example, are in <c>docs/reference/usage-data.md</c>. Never throws for what the data hold: what is not known is
    /// <see langword="null"/>, and <see cref="UsageTotals.Doubts"/> says why.</remarks>
    public UsageTotals ToTotals() => Totals.TotalsOfHistory.Of(UsageHistoryMerge.Merge(this));

    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append("EsiId = ").Append(EsiId).Append(", BillingPeriods = ").Append(BillingPeriods.Count)
            .Append(", IntervalSeries = ").Append(IntervalSeries.Count);
        return true;
    }
}
