using Uhit.Client.Usage;

namespace Uhit.Client.Callbacks.Receiving;

/// <summary>How much a message holds for one ESI ID, over all its lines.</summary>
internal readonly record struct HeldUsage
{
    public long BillingPeriods { get; private init; }

    public long IntervalSeries { get; private init; }

    public long Readings { get; private init; }

    public HeldUsage With(UsageHistory line) => new()
    {
        BillingPeriods = BillingPeriods + line.BillingPeriods.Count,
        IntervalSeries = IntervalSeries + line.IntervalSeries.Count,
        Readings = Readings + line.IntervalSeries.Sum(series => (long)series.Count),
    };
}
