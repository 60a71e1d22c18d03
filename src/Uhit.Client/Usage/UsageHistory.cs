using System.Text;
using Uhit.Client.Inquiries;
using Uhit.Client.Usage.Merging;

namespace Uhit.Client.Usage;

/// <summary>The usage history of one ESI ID: billing periods, interval series, or the word that there is nothing.</summary>
/// <remarks>Immutable and thread-safe. Personal data: <see cref="ToString"/> shows none of it.</remarks>
public sealed record UsageHistory
{
    /// <summary>The line of the inquiry, from 1.</summary>
    public required int LineNumber { get; init; }

    /// <summary>The ESI ID.</summary>
    public required EsiId EsiId { get; init; }

    /// <summary>The customer of record, where CNP names it.</summary>
    public string? CustomerName { get; init; }

    /// <summary>The service address, where CNP gives it.</summary>
    public ServiceAddress? ServiceAddress { get; init; }

    /// <summary>The load profile, such as <c>BUSMEDLF_COAST_IDR_NWS_NOTOU</c>.</summary>
    public string? LoadProfile { get; init; }

    /// <summary>The rate class or code.</summary>
    public string? RateClass { get; init; }

    /// <summary>The meter read cycle.</summary>
    public string? MeterReadCycle { get; init; }

    /// <summary>The ERCOT region.</summary>
    public string? ErcotRegion { get; init; }

    /// <summary>What CNP said where there is nothing to send after all.</summary>
    public ReportedError? NoData { get; init; }

    /// <summary>The billing periods, by meter and start date.</summary>
    public IReadOnlyList<BillingPeriod> BillingPeriods { get; init; } = [];

    /// <summary>The interval series: one per channel and meter.</summary>
    public IReadOnlyList<IntervalSeries> IntervalSeries { get; init; } = [];

    /// <summary>The kinds of usage that it holds.</summary>
    public RequestedUsage Received =>
        (BillingPeriods.Count > 0 ? RequestedUsage.Billing : RequestedUsage.None) | (IntervalSeries.Count > 0 ? RequestedUsage.Interval : RequestedUsage.None);

    /// <summary>Energy, peak, load factor and a year's energy: from the interval series where there are any, else from the billing periods.</summary>
    /// <remarks>Parts of a delivery, and corrections, are to be put together first: see <see cref="UsageHistoryMerge"/>. Where one message holds the same time of one meter
    /// both in kWh and in kW, the series that was named first counts.</remarks>
    public UsageTotals ToTotals()
    {
        var delivered = EnergyOf(UsageChannel.EnergyDelivered);
        var received = EnergyOf(UsageChannel.EnergyReceived);
        if (delivered.Count == 0 && BillingPeriods.Count > 0)
        {
            return UsageTotalsOfBilling.Of(BillingPeriods) with { KilowattHoursReceived = UsageTotalsOfIntervals.EnergyOf(received) };
        }

        return delivered.Count + received.Count > 0 ? UsageTotalsOfIntervals.Of(delivered, received) : new UsageTotals { Source = RequestedUsage.None };
    }

    // Each series as a layer of its own, the first on top: no time is counted twice.
    private IReadOnlyList<IntervalSeries> EnergyOf(UsageChannel channel) => SeriesMerge.Of(
    [
        .. IntervalSeries
            .Where(series => series.Channel == channel && series.Count > 0 && UnitConversion.MeasureOf(series.Unit) == UnitConversion.Active)
            .Select(series => new Layer<IntervalSeries>([series])),
    ]);

    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append("EsiId = ").Append(EsiId).Append(", BillingPeriods = ").Append(BillingPeriods.Count)
            .Append(", IntervalSeries = ").Append(IntervalSeries.Count);
        return true;
    }
}
