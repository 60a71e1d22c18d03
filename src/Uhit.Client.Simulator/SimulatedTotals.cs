using Uhit.Client.Usage;

namespace Uhit.Client.Simulator;

/// <summary>Sums over usage, exact in decimal: what two sides compare.</summary>
public readonly record struct SimulatedTotals
{
    /// <summary>How many interval readings there are, over all channels.</summary>
    public int Readings { get; init; }

    /// <summary>Energy from the grid by interval readings, kWh.</summary>
    public decimal IntervalKwh { get; init; }

    /// <summary>Energy to the grid by interval readings, kWh.</summary>
    public decimal ReceivedKwh { get; init; }

    /// <summary>How many billing periods there are.</summary>
    public int BillingPeriods { get; init; }

    /// <summary>Energy by billing periods, kWh.</summary>
    public decimal BillingKwh { get; init; }

    /// <summary>The sums of a usage history. A series in a unit that is neither kWh nor kW counts readings only.</summary>
    /// <param name="usage">The usage.</param>
    public static SimulatedTotals Of(UsageHistory usage)
    {
        var totals = new SimulatedTotals
        {
            BillingPeriods = usage.BillingPeriods.Count,
            BillingKwh = usage.BillingPeriods.Sum(period => period.Usage),
        };
        foreach (var series in usage.IntervalSeries)
        {
            var kwh = Kwh(series);
            totals = totals with
            {
                Readings = totals.Readings + series.Count,
                IntervalKwh = totals.IntervalKwh + (series.Channel == UsageChannel.EnergyDelivered ? kwh : 0),
                ReceivedKwh = totals.ReceivedKwh + (series.Channel == UsageChannel.EnergyReceived ? kwh : 0),
            };
        }

        return totals;
    }

    /// <summary>Both together.</summary>
    public static SimulatedTotals operator +(SimulatedTotals left, SimulatedTotals right) => new()
    {
        Readings = left.Readings + right.Readings,
        IntervalKwh = left.IntervalKwh + right.IntervalKwh,
        ReceivedKwh = left.ReceivedKwh + right.ReceivedKwh,
        BillingPeriods = left.BillingPeriods + right.BillingPeriods,
        BillingKwh = left.BillingKwh + right.BillingKwh,
    };

    /// <summary>The left one less the right one.</summary>
    public static SimulatedTotals operator -(SimulatedTotals left, SimulatedTotals right) => new()
    {
        Readings = left.Readings - right.Readings,
        IntervalKwh = left.IntervalKwh - right.IntervalKwh,
        ReceivedKwh = left.ReceivedKwh - right.ReceivedKwh,
        BillingPeriods = left.BillingPeriods - right.BillingPeriods,
        BillingKwh = left.BillingKwh - right.BillingKwh,
    };

    private static decimal Kwh(IntervalSeries series)
    {
        var sum = 0m;
        foreach (var reading in series)
        {
            sum += reading.Quantity;
        }

        return series.Unit == UsageUnit.KilowattHour ? sum
            : series.Unit == UsageUnit.Kilowatt ? sum * (decimal)series.Interval.TotalMinutes / 60m
            : 0;
    }
}
