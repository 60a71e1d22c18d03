namespace Uhit.Client.Usage.Totals;

/// <summary>Makes the totals of a history in which each thing is there once.</summary>
internal static class TotalsOfHistory
{
    public static UsageTotals Of(UsageHistory merged)
    {
        var delivered = EnergyOf(merged, UsageChannel.EnergyDelivered);
        var received = EnergyOf(merged, UsageChannel.EnergyReceived);
        var readings = merged.IntervalSeries.Any(series => series.Count > 0);
        var totals = delivered.Count > 0 ? TotalsOfIntervals.Of(delivered)
            : merged.BillingPeriods.Count > 0 ? TotalsOfBilling.Of(merged.BillingPeriods)
            : new UsageTotals { Source = readings ? RequestedUsage.Interval : RequestedUsage.None };
        var sent = received.Count == 0 ? null : TotalsOfIntervals.EnergyOf(received).ToDecimal();
        return totals with
        {
            KilowattHoursReceived = sent,
            Conflicts = totals.Conflicts + ConflictsOf(merged.IntervalSeries) + merged.BillingConflicts,
            OverlappingReadings = merged.IntervalSeries.Sum(series => (long)series.Overlaps),
            Doubts = totals.Doubts
                | DoubtsOf(merged)
                | (received.Count > 0 && sent is null ? UsageDoubts.TooLarge : UsageDoubts.None),
        };
    }

    private static List<IntervalSeries> EnergyOf(UsageHistory merged, UsageChannel channel) =>
    [
        .. merged.IntervalSeries
            .Where(series => series.Channel == channel && UnitConversion.IsActive(series.Unit))
            .Select(series => series.WithoutOverlaps())
            .Where(series => series.Count > 0),
    ];

    private static long ConflictsOf(IReadOnlyList<IntervalSeries> all) => all.Sum(series => (long)series.Conflicts);

    private static UsageDoubts DoubtsOf(UsageHistory merged)
    {
        var doubts = merged.BillingConflicts > 0 ? UsageDoubts.Conflicts : UsageDoubts.None;
        foreach (var series in merged.IntervalSeries.Where(series => series.Count > 0))
        {
            var isEnergy = series.Channel == UsageChannel.EnergyDelivered || series.Channel == UsageChannel.EnergyReceived;
            doubts |= series.Unit.IsKnown && (!isEnergy || UnitConversion.IsActive(series.Unit))
                ? UsageDoubts.None
                : UsageDoubts.UnknownUnit;
            doubts |= series.Channel.IsKnown ? UsageDoubts.None : UsageDoubts.UnknownChannel;
            doubts |= series.UnknownReadTypeCount == 0 ? UsageDoubts.None : UsageDoubts.UnknownReadType;
            doubts |= series.Overlaps == 0 ? UsageDoubts.None : UsageDoubts.OverlappingReadings;
            doubts |= series.Conflicts == 0 ? UsageDoubts.None : UsageDoubts.Conflicts;
        }

        return merged.BillingPeriods.Any(period => period.ReadType is { IsKnown: false }) ? doubts | UsageDoubts.UnknownReadType : doubts;
    }
}
