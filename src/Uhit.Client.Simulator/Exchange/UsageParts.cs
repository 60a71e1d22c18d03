using Uhit.Client.Usage;

namespace Uhit.Client.Simulator.Exchange;

/// <summary>Takes usage apart and changes it.</summary>
internal static class UsageParts
{
    /// <summary>One of several parts of a line: its share of the billing periods and of every series' readings.</summary>
    public static UsageHistory Slice(UsageHistory usage, int part, int count)
    {
        bool IsIn(int index, int all) => (long)index * count / all == part;

        return usage with
        {
            BillingPeriods = [.. usage.BillingPeriods.Where((_, index) => IsIn(index, usage.BillingPeriods.Count))],
            IntervalSeries =
                [.. usage.IntervalSeries.Select(series => Rebuild(series, (index, reading) => IsIn(index, series.Count) ? reading : null))],
        };
    }

    /// <summary>One value changed: of the first reading, else of the first bill.</summary>
    public static UsageHistory WithOneValueChanged(UsageHistory usage) => usage.IntervalSeries.Count > 0
        ? usage with
        {
            IntervalSeries =
            [
                Rebuild(
                    usage.IntervalSeries[0], (index, reading) => index == 0 ? reading with { Quantity = reading.Quantity + 1 } : reading),
                .. usage.IntervalSeries.Skip(1),
            ],
        }
        : usage with
        {
            BillingPeriods = [.. usage.BillingPeriods.Select((bill, index) => index == 0 ? bill with { Usage = bill.Usage + 1 } : bill)],
        };

    /// <summary>The readings again, each kept, changed or left out.</summary>
    public static IntervalSeries Rebuild(IntervalSeries series, Func<int, IntervalReading, IntervalReading?> change)
    {
        var builder = new IntervalSeriesBuilder(series.MeterNumber, series.Channel, series.Unit, series.Interval);
        var index = 0;
        foreach (var reading in series)
        {
            if (change(index++, reading) is { } changed)
            {
                builder.Add(changed.End, changed.Quantity, changed.ReadType);
            }
        }

        return builder.Build();
    }
}
