using Uhit.Client.Usage;

namespace Uhit.Client.Simulator.Data;

/// <summary>Sums over usage, exact in decimal: what two sides compare.</summary>
/// <param name="Readings">How many interval readings there are, over all channels.</param>
/// <param name="IntervalKwh">Energy from the grid by interval readings, kWh.</param>
/// <param name="ReceivedKwh">Energy to the grid by interval readings, kWh.</param>
/// <param name="BillingPeriods">How many billing periods there are.</param>
/// <param name="BillingKwh">Energy by billing periods, kWh.</param>
public readonly record struct SimulatedTotals(int Readings, decimal IntervalKwh, decimal ReceivedKwh, int BillingPeriods, decimal BillingKwh)
{
    /// <summary>The sums of a usage history. A series in a unit that is neither kWh nor kW counts readings only.</summary>
    /// <param name="usage">The usage.</param>
    public static SimulatedTotals Of(UsageHistory usage)
    {
        var totals = new SimulatedTotals(0, 0, 0, usage.BillingPeriods.Count, usage.BillingPeriods.Sum(period => period.Usage));
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
    public static SimulatedTotals operator +(SimulatedTotals left, SimulatedTotals right) => new(
        left.Readings + right.Readings,
        left.IntervalKwh + right.IntervalKwh,
        left.ReceivedKwh + right.ReceivedKwh,
        left.BillingPeriods + right.BillingPeriods,
        left.BillingKwh + right.BillingKwh);

    /// <summary>The left one less the right one.</summary>
    public static SimulatedTotals operator -(SimulatedTotals left, SimulatedTotals right) => new(
        left.Readings - right.Readings,
        left.IntervalKwh - right.IntervalKwh,
        left.ReceivedKwh - right.ReceivedKwh,
        left.BillingPeriods - right.BillingPeriods,
        left.BillingKwh - right.BillingKwh);

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
