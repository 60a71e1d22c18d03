using Uhit.Client.Usage;

namespace Uhit.Client.Simulator.Exchange;

/// <summary>A few days in the middle of the period, measured again: five hundredths more, and the bill of that month with them.</summary>
internal static class UsageCorrection
{
    private const int CorrectedDays = 3;

    /// <summary>What is sent, and by how much it changes the sums of what holds.</summary>
    public static (UsageHistory Sent, SimulatedTotals Change) Of(UsageHistory original, UsagePeriod period)
    {
        var first = period.Start.AddDays((period.Days / 2) - 1);
        var from = CentralTime.StartOf(first);
        var to = CentralTime.StartOf(first.AddDays(CorrectedDays));
        var before = original with
        {
            BillingPeriods = [.. BillsOf(original, first)],
            IntervalSeries =
                [.. original.IntervalSeries.Select(s => UsageParts.Rebuild(s, (_, r) => r.End > from && r.End <= to ? r : null))],
        };
        var after = before with
        {
            IntervalSeries =
                [.. before.IntervalSeries
                    .Select(s => UsageParts.Rebuild(s, (_, r) => new(r.End, Math.Round(r.Quantity * 1.05m, 3), ReadType.Actual)))],
        };
        var more = SimulatedTotals.Of(after).IntervalKwh - SimulatedTotals.Of(before).IntervalKwh;
        after = after with
        {
            BillingPeriods = [.. before.BillingPeriods.Select(bill => bill with { Usage = bill.Usage + (more == 0 ? 10 : more) })],
        };
        return (after, SimulatedTotals.Of(after) - SimulatedTotals.Of(before));
    }

    // The bill of the first corrected day; the last one where that month is not among them.
    private static IEnumerable<BillingPeriod> BillsOf(UsageHistory usage, DateOnly day)
    {
        var bill = usage.BillingPeriods.FirstOrDefault(bill => bill.StartDate <= day && bill.EndDate > day);
        return bill is not null ? [bill] : usage.BillingPeriods.TakeLast(1);
    }
}
