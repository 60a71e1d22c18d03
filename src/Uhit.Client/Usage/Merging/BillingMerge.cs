using Uhit.Client.Inquiries;

namespace Uhit.Client.Usage.Merging;

/// <summary>Chooses the billing periods that hold.</summary>
internal static class BillingMerge
{
    /// <summary>The periods that hold, and how many were dropped since they contradict another one of the same message.</summary>
    public static (IReadOnlyList<BillingPeriod> Periods, int Conflicts) Of(List<Layer<BillingPeriod>> layers)
    {
        var cancellations = new BillingCancellations(layers);
        var held = new List<BillingPeriod>();
        var conflicts = 0;
        for (var depth = 0; depth < layers.Count; depth++)
        {
            var said = new List<BillingPeriod>();
            foreach (var sameDays in layers[depth].Items.GroupBy(DaysOf))
            {
                var versions = cancellations.Apply(depth, [.. sameDays]);
                said.AddRange(versions.OrderByDescending(period => period.Usage).ThenBy(BillingText.Of, StringComparer.Ordinal).Take(1));
                conflicts += Math.Max(0, versions.Distinct().Count() - 1);
            }

            var meters = held.ToLookup(period => period.MeterNumber ?? string.Empty);
            var outermost = Outermost(said);
            conflicts += said.Count - outermost.Count;
            held.AddRange(outermost.Where(period => !meters[period.MeterNumber ?? string.Empty].Any(later => Replaces(later, period))));
        }

        return (Sort(WithoutUnnamedTwins(held)), conflicts);
    }

    internal static (string? Meter, DateOnly Start, DateOnly End) DaysOf(BillingPeriod period) => (period.MeterNumber, period.StartDate, period.EndDate);

    // A single shared day is that of the read, which some count to both periods. A period without days is told by its dates alone.
    private static bool Replaces(BillingPeriod later, BillingPeriod period)
    {
        if (later.StartDate == period.StartDate && later.EndDate == period.EndDate)
        {
            return true;
        }

        var shared = BillingDays.Shared(later, period);
        return shared > 1 || (shared == 1 && (BillingDays.Of(later) == 1 || BillingDays.Of(period) == 1));
    }

    // Of one message and meter: a period that lies within another one, as a month beside the year's summary, says its days twice.
    private static List<BillingPeriod> Outermost(List<BillingPeriod> said)
    {
        var kept = new List<BillingPeriod>();
        foreach (var meter in said.GroupBy(period => period.MeterNumber))
        {
            var end = DateOnly.MinValue;
            foreach (var period in meter.OrderBy(period => period.StartDate).ThenByDescending(period => period.EndDate))
            {
                if (BillingDays.Of(period) == 0)
                {
                    kept.Add(period);
                }
                else if (period.EndDate > end)
                {
                    kept.Add(period);
                    end = period.EndDate;
                }
            }
        }

        return kept;
    }

    // The same bill with and without its meter's number is one.
    private static IEnumerable<BillingPeriod> WithoutUnnamedTwins(List<BillingPeriod> held)
    {
        var named = held.Where(period => period.MeterNumber is not null).Select(period => (period.StartDate, period.EndDate, period.Usage)).ToHashSet();
        return held.Where(period => period.MeterNumber is not null || !named.Contains((period.StartDate, period.EndDate, period.Usage)));
    }

    private static BillingPeriod[] Sort(IEnumerable<BillingPeriod> periods) =>
    [
        .. periods.OrderBy(period => period.MeterNumber, StringComparer.Ordinal).ThenBy(period => period.StartDate).ThenBy(BillingText.Of, StringComparer.Ordinal),
    ];
}
