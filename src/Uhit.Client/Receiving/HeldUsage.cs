using Uhit.Client.Usage;

namespace Uhit.Client.Receiving;

/// <summary>How much a message holds for one ESI ID, over all its lines.</summary>
internal readonly record struct HeldUsage
{
    public long BillingPeriods { get; private init; }

    public long IntervalSeries { get; private init; }

    public long Readings { get; private init; }

    /// <summary>The first and the last day of which it has anything; <see langword="null"/> where it has nothing of any day.</summary>
    public UsagePeriod? Days { get; private init; }

    public HeldUsage With(UsageHistory line) => new()
    {
        Days = Around(Days, DaysOf(line)),
        BillingPeriods = BillingPeriods + line.BillingPeriods.Count,
        IntervalSeries = IntervalSeries + line.IntervalSeries.Count,
        Readings = Readings + line.IntervalSeries.Sum(series => (long)series.Count),
    };

    private static UsagePeriod? DaysOf(UsageHistory line)
    {
        var bills = line.BillingPeriods.Select(bill => bill.Period);
        var series = line.IntervalSeries.Where(one => one.Count > 0).Select(one => new UsagePeriod(DayOf(one.Start!.Value), DayOf(one.End!.Value.AddTicks(-1))));
        UsagePeriod? all = null;
        foreach (var period in bills.Concat(series))
        {
            all = Around(all, period);
        }

        return all;
    }

    private static DateOnly DayOf(DateTimeOffset instant) => CentralTime.DateOf(instant);

    private static UsagePeriod? Around(UsagePeriod? one, UsagePeriod? other) => one is { } left && other is { } right
        ? new UsagePeriod(left.Start < right.Start ? left.Start : right.Start, left.End > right.End ? left.End : right.End)
        : one ?? other;
}
