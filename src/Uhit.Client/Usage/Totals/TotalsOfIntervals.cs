namespace Uhit.Client.Usage.Totals;

/// <summary>Makes the totals from interval series of energy that have no overlaps, each meter's time being there once.</summary>
internal static class TotalsOfIntervals
{
    public static UsageTotals Of(IReadOnlyList<IntervalSeries> delivered)
    {
        var load = LoadOverTime.Of(delivered);
        var energy = EnergyOf(delivered);
        var average = energy / UnitConversion.HoursOf(load.Covered);
        var kilowattHours = energy.ToDecimal();
        var annualised = (average * Fraction.Whole(365 * 24)).ToDecimal();
        var peak = load.Highest.ToDecimal();
        var readings = delivered.Sum(series => (long)series.Count);
        return new UsageTotals
        {
            Source = RequestedUsage.Interval,
            KilowattHoursDelivered = kilowattHours,
            Covered = load.Covered,
            Peak = peak is { } kilowatts ? new UsagePeak { Kilowatts = kilowatts, Start = load.Start, End = load.End } : null,
            LoadFactor = load.Highest.Sign > 0 && average.Sign >= 0 ? (average / load.Highest).ToDecimal() : null,
            AnnualisedKilowattHours = annualised,
            EstimatedShare = (decimal)delivered.Sum(series => (long)series.EstimatedCount) / readings,
            UnknownReadTypeShare = (decimal)delivered.Sum(series => (long)series.UnknownReadTypeCount) / readings,
            Doubts = (kilowattHours is null || annualised is null || peak is null ? UsageDoubts.TooLarge : UsageDoubts.None)
                | (HasUnnamedBesideNamed(delivered) ? UsageDoubts.UnnamedMeter : UsageDoubts.None),
        };
    }

    public static Fraction EnergyOf(IReadOnlyList<IntervalSeries> all) =>
        all.Aggregate(Fraction.Zero, (sum, series) => sum + series.EnergyOf(0, series.Count)!.Value);

    private static bool HasUnnamedBesideNamed(IReadOnlyList<IntervalSeries> delivered)
    {
        var unnamed = delivered.Where(series => series.MeterNumber is null).ToList();
        var named = delivered.Where(series => series.MeterNumber is not null).ToList();
        return unnamed.Count > 0 && named.Count > 0
            && LoadOverTime.Of(unnamed).Covered + LoadOverTime.Of(named).Covered > LoadOverTime.Of(delivered).Covered;
    }
}
