using Uhit.Client.Inquiries;
using Uhit.Client.Usage;

namespace Uhit.Cli.Load;

/// <summary>The series that a load is drawn from: those that <see cref="UsageHistory.ToTotals"/> counts as energy from the grid, no time of a meter twice.</summary>
internal static class DeliveredEnergy
{
    public static IReadOnlyList<IntervalSeries> Of(UsageHistory usage)
    {
        var series = usage.IntervalSeries.Where(series => series.Channel == UsageChannel.EnergyDelivered && series.ToKilowattHours() is not null).ToList();

        // Merged as deliveries of their own: the one named first as the latest, so that it holds.
        return series.Count <= 1
            ? series
            : UsageHistoryMerge.Merge(series.Select((one, index) => (OrderOf(index), usage with { BillingPeriods = [], IntervalSeries = [one] }))).IntervalSeries;
    }

    private static MessageOrder OrderOf(int index) => new(DateTimeOffset.UnixEpoch.AddTicks(-index), string.Empty);
}
