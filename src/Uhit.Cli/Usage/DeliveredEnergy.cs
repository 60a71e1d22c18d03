using Uhit.Client.Usage;

namespace Uhit.Cli.Usage;

/// <summary>The series that a load is drawn from: those that <see cref="UsageHistory.ToTotals"/> counts as energy from the grid, no time of a meter twice.</summary>
internal static class DeliveredEnergy
{
    public static IReadOnlyList<IntervalSeries> Of(UsageHistory usage) =>
    [
        .. UsageHistoryMerge.Merge(usage).IntervalSeries
            .Where(series => series.Channel == UsageChannel.EnergyDelivered && (series.Unit == UsageUnit.KilowattHour || series.Unit == UsageUnit.Kilowatt))
            .Select(series => series.WithoutOverlaps()),
    ];
}
