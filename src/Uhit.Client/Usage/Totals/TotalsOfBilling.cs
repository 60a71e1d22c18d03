namespace Uhit.Client.Usage.Totals;

/// <summary>Makes the totals from billing periods that hold, each there once.</summary>
internal static class TotalsOfBilling
{
    public static UsageTotals Of(IReadOnlyList<BillingPeriod> periods)
    {
        var energy = EnergyOf(periods);
        var days = BillingDays.Union(periods);
        var annualised = days.Count == 0
            ? (Fraction?)null
            : EnergyOf(WithDays(periods)) / Fraction.Whole(days.Sum(stretch => stretch.End - stretch.Start)) * Fraction.Whole(365);
        var demand = DemandOf(periods);
        var totals = new UsageTotals
        {
            Source = RequestedUsage.Billing,
            KilowattHoursDelivered = energy.ToDecimal(),
            Covered = TimeOf(days),
            Peak = demand.Peak,
            LoadFactor = demand.LoadFactor,
            AnnualisedKilowattHours = annualised?.ToDecimal(),
            EstimatedShare = ShareOf(periods, readType => readType == ReadType.Estimated),
            UnknownReadTypeShare = ShareOf(periods, readType => !readType.IsKnown),
        };
        var isTooLarge = totals.KilowattHoursDelivered is null || (annualised is not null && totals.AnnualisedKilowattHours is null);
        return totals with { Doubts = demand.Doubts | DoubtsOf(periods) | (isTooLarge ? UsageDoubts.TooLarge : UsageDoubts.None) };
    }

    // Peak and average are those of the same bills: one without a demand says nothing about the highest.
    private static (UsagePeak? Peak, decimal? LoadFactor, UsageDoubts Doubts) DemandOf(IReadOnlyList<BillingPeriod> all)
    {
        var periods = all.Where(period => period.MeteredDemand is not null).ToList();
        var highest = periods.MaxBy(period => period.MeteredDemand);
        if (highest is null)
        {
            return default;
        }

        var peak = new UsagePeak
        {
            Kilowatts = highest.MeteredDemand!.Value,
            Start = CentralTime.StartOf(highest.StartDate),
            End = CentralTime.StartOf(highest.EndDate),
        };
        var days = BillingDays.Union(periods);
        if (peak.Kilowatts <= 0 || days.Count == 0)
        {
            return (peak, null, UsageDoubts.None);
        }

        // Demands of different meters are of different instants: no sum of them was ever drawn.
        if (BillingDays.RunSideBySide(ByMeter(periods)))
        {
            return (peak, null, UsageDoubts.DemandsOfSeveralMeters);
        }

        var loadFactor = EnergyOf(WithDays(periods)) / UnitConversion.HoursOf(TimeOf(days)) / Fraction.Of(peak.Kilowatts);
        return loadFactor.Sign < 0 ? (peak, null, UsageDoubts.None)
            : loadFactor.CompareTo(Fraction.Whole(1)) > 0 ? (peak, null, UsageDoubts.DemandTooLow)
            : (peak, loadFactor.ToDecimal(), UsageDoubts.None);
    }

    private static IEnumerable<BillingPeriod> WithDays(IEnumerable<BillingPeriod> periods) =>
        periods.Where(period => BillingDays.Of(period) > 0);

    private static Fraction EnergyOf(IEnumerable<BillingPeriod> periods) =>
        Fraction.OfUnits(periods.Aggregate(System.Numerics.BigInteger.Zero, (sum, period) => sum + Fraction.UnitsOf(period.Usage)));

    private static IEnumerable<List<(int Start, int End)>> ByMeter(IEnumerable<BillingPeriod> periods) =>
        periods.GroupBy(period => period.MeterNumber).Select(BillingDays.Union);

    private static TimeSpan TimeOf(List<(int Start, int End)> days) =>
        new(days.Sum(stretch => StartOf(stretch.End) - StartOf(stretch.Start)));

    private static long StartOf(int day) => CentralTime.StartOf(DateOnly.FromDayNumber(day)).UtcTicks;

    private static decimal ShareOf(IReadOnlyList<BillingPeriod> periods, Func<ReadType, bool> isCounted) =>
        (decimal)periods.Count(period => period.ReadType is { } readType && isCounted(readType)) / periods.Count;

    private static UsageDoubts DoubtsOf(IReadOnlyList<BillingPeriod> periods)
    {
        var doubts = periods.Any(period => period.Usage < 0) ? UsageDoubts.NegativeBill : UsageDoubts.None;
        doubts |= periods.Any(period => BillingDays.Of(period) == 0) ? UsageDoubts.BillWithoutDays : UsageDoubts.None;
        foreach (var meter in periods.GroupBy(period => period.MeterNumber))
        {
            if (BillingDays.RunSideBySide(meter.Select(period => BillingDays.Union([period]))))
            {
                doubts |= UsageDoubts.OverlappingBills;
            }
        }

        var unnamed = BillingDays.Union(periods.Where(period => period.MeterNumber is null));
        var named = BillingDays.Union(periods.Where(period => period.MeterNumber is not null));
        return BillingDays.RunSideBySide([unnamed, named]) ? doubts | UsageDoubts.UnnamedMeter : doubts;
    }
}
