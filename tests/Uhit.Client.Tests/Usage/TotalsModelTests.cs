using CsCheck;
using Uhit.Client.Usage;

namespace Uhit.Client.Tests.Usage;

/// <summary>Totals against a model that knows nothing of ours: the power of each minute, added up.</summary>
public sealed class TotalsModelTests
{
    private const int Minutes = 3 * 24 * 60;

    private static readonly Gen<IntervalSeries> Series =
        from meter in Gen.Int[0, 3]
        from unit in AnyOf(UsageUnit.Kilowatt, UsageUnit.KilowattHour)
        from minutes in AnyOf(5, 15, 30, 60)
        from ends in Gen.Int[1, Minutes / 60].HashSet[1, 30]
        from shift in AnyOf(0, 0, 0, 7)
        from values in Gen.Int[0, 4000].Array[30]
        select UsageSamples.Series(
            $"M{meter}", minutes, unit, [.. ends.Order().Select((end, index) => ((end * 60) + shift, values[index] / 1000m))]);

    [Fact]
    public void ToTotals_AnyIntervals_AreThoseOfTheModel() => Series.Array[1, 5].Where(AreOneOfEachMeter).Sample(
        all =>
        {
            var totals = UsageSamples.Of(all).ToTotals();
            var power = new double?[Minutes + 8];
            foreach (var series in all)
            {
                Add(power, series);
            }

            var covered = power.Where(kilowatts => kilowatts is not null).Select(kilowatts => kilowatts!.Value).ToList();
            AssertNear(covered.Sum() / 60, totals.KilowattHoursDelivered);
            AssertNear(covered.Average() * 8760, totals.AnnualisedKilowattHours);
            AssertNear(covered.Max(), totals.Peak?.Kilowatts);
            Assert.Equal(TimeSpan.FromMinutes(covered.Count), totals.Covered);
            if (covered.Max() > 0)
            {
                AssertNear(covered.Average() / covered.Max(), totals.LoadFactor);
            }
        },
        iter: 500);

    [Fact]
    public void ToTotals_AnyHistory_HasALoadFactorOfAtMostOne() => UsageGenerators.Histories.Sample(
        history => history.ToTotals().LoadFactor is null or (>= 0 and <= 1), iter: 1000);

    [Fact]
    public void ToTotals_AnyBills_AreThoseOfTheModel() => Gen.Select(
        Gen.Int[0, 2], Gen.Int[0, 60], Gen.Int[1, 31], Gen.Int[0, 4000]).Array[1, 12].Sample(
        drawn =>
        {
            // Bills of one meter follow each other.
            var next = new int[3];
            var bills = new List<BillingPeriod>();
            foreach (var (meter, gap, days, usage) in drawn)
            {
                bills.Add(UsageSamples.Bill($"M{meter}", next[meter] + gap, next[meter] + gap + days, usage));
                next[meter] += gap + days;
            }

            var covered = bills.SelectMany(bill =>
                Enumerable.Range(bill.StartDate.DayNumber, bill.EndDate.DayNumber - bill.StartDate.DayNumber)).Distinct().Count();
            var totals = UsageSamples.Of([.. bills]).ToTotals();
            AssertNear(drawn.Sum(bill => bill.Item4), totals.KilowattHoursDelivered);
            AssertNear(drawn.Sum(bill => bill.Item4) * 365.0 / covered, totals.AnnualisedKilowattHours);
        },
        iter: 500);

    private static Gen<T> AnyOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    // Of one meter two series may say the same time: that is what the merge is for, and not what is tested here.
    private static bool AreOneOfEachMeter(IntervalSeries[] all) =>
        all.Select(series => series.MeterNumber).Distinct().Count() == all.Length && all.All(series => series.Overlaps == 0);

    private static void Add(double?[] power, IntervalSeries series)
    {
        var minutes = (int)series.Interval.TotalMinutes;
        foreach (var reading in series)
        {
            var kilowatts = (double)reading.Quantity * (series.Unit == UsageUnit.Kilowatt ? 1 : 60.0 / minutes);
            var end = (int)(reading.End - UsageSamples.Start).TotalMinutes;
            for (var minute = end - minutes; minute < end; minute++)
            {
                power[minute] = (power[minute] ?? 0) + kilowatts;
            }
        }
    }

    private static void AssertNear(double expected, decimal? actual) => Assert.Equal(expected, (double)actual!.Value, expected * 1e-9);
}
