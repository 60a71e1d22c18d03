using System.Globalization;

namespace Uhit.Client.Usage.Merging;

/// <summary>Chooses the billing periods that hold.</summary>
internal static class BillingMerge
{
    /// <summary>The periods that hold, and how many were dropped since they contradict another one of the same message.</summary>
    public static (IReadOnlyList<BillingPeriod> Periods, int Conflicts) Of(List<Layer<BillingPeriod>> layers)
    {
        var cancellations = new BillingCancellations(layers);
        var held = new List<BillingPeriod>();
        var byMeter = new Dictionary<string, HeldBills>(StringComparer.Ordinal);
        var conflicts = 0;
        for (var depth = 0; depth < layers.Count; depth++)
        {
            var said = new List<BillingPeriod>();
            foreach (var sameDays in layers[depth].Items.GroupBy(DaysOf))
            {
                var (versions, isDoubtful) = cancellations.Apply(depth, [.. sameDays]);
                if (versions.Count > 0)
                {
                    said.Add(versions.Count == 1 ? versions[0] : Greatest(versions));
                    conflicts += versions.Distinct().Count() - 1 + (isDoubtful ? 1 : 0);
                }
            }

            // What a later message replaces is gone first: the year's summary beside its months goes for a
            // month that is corrected, and leaves them the others.
            var left = said.Where(period => !HeldOf(period).Replace(period)).ToList();
            var holding = Outermost(left);
            conflicts += left.Count - holding.Count;
            holding.ForEach(period => HeldOf(period).Add(period));
            held.AddRange(holding);
        }

        return (Sort(WithoutUnnamedTwins(held)), conflicts);

        HeldBills HeldOf(BillingPeriod period) => byMeter.TryGetValue(period.MeterNumber ?? string.Empty, out var bills)
            ? bills
            : byMeter[period.MeterNumber ?? string.Empty] = new HeldBills();
    }

    private static (string? Meter, DateOnly Start, DateOnly End) DaysOf(BillingPeriod period) =>
        (period.MeterNumber, period.StartDate, period.EndDate);

    private static BillingPeriod Greatest(IReadOnlyList<BillingPeriod> versions) =>
        versions.OrderByDescending(period => period.Usage).ThenBy(BillingText.Of, StringComparer.Ordinal).First();

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
        var named = held.Where(period => period.MeterNumber is not null)
            .Select(period => (period.StartDate, period.EndDate, period.Usage)).ToHashSet();
        return held.Where(period => period.MeterNumber is not null || !named.Contains((period.StartDate, period.EndDate, period.Usage)));
    }

    private static BillingPeriod[] Sort(IEnumerable<BillingPeriod> periods) =>
    [
        .. periods.OrderBy(period => period.MeterNumber, StringComparer.Ordinal)
            .ThenBy(period => period.StartDate)
            .ThenBy(period => period.EndDate),
    ];

    /// <summary>Everything that can tell two billing periods apart, as a text: a tie would leave a choice
    /// to the order in which they were given.</summary>
    private static class BillingText
    {
        public static string Of(BillingPeriod period) => KeyText.Of(
            [
                period.EndDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                Of(period.Usage),
                Of(period.MeteredDemand),
                Of(period.BilledDemand),
                Of(period.MeteredApparentDemand),
                Of(period.BilledApparentDemand),
                Of(period.PowerFactor),
                Of(period.Multiplier),
                period.MeterType is null ? null : KeyText.Of(period.MeterType.Value.Value),
                period.ReadType is null ? null : KeyText.Of(period.ReadType.Value.Value),
                period.StartDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                period.MeterNumber,
            ]);

        private static string Of(decimal? value) =>
            value is { } number ? $"{number.ToString(CultureInfo.InvariantCulture)} {ScaledDecimal.BitsOf(number)}" : "-";
    }
}
