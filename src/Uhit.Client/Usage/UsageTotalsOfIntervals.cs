using Uhit.Client.Inquiries;

namespace Uhit.Client.Usage;

/// <summary>Makes the totals from interval series.</summary>
internal static class UsageTotalsOfIntervals
{
    private const decimal TicksPerHour = TimeSpan.TicksPerHour;

    public static UsageTotals Of(IReadOnlyList<IntervalSeries> delivered, IReadOnlyList<IntervalSeries> received)
    {
        var hourly = delivered
            .GroupBy(series => series.MeterNumber)
            .Select(meter => (Energy: meter.Sum(EnergyOf), Hours: meter.Sum(series => series.Covered.Ticks) / TicksPerHour))
            .Where(meter => meter.Hours > 0)
            .Select(meter => meter.Energy / meter.Hours)
            .ToList();
        var peak = PeakOf(delivered);
        var readings = delivered.Sum(series => (long)series.Count);
        return new UsageTotals
        {
            Source = RequestedUsage.Interval,
            KilowattHoursDelivered = EnergyOf(delivered),
            KilowattHoursReceived = EnergyOf(received),
            Peak = peak,
            LoadFactor = peak?.Kilowatts > 0 ? hourly.Sum() / peak.Kilowatts : null,
            AnnualisedKilowattHours = hourly.Count == 0 ? null : hourly.Sum() * 24 * 365,
            EstimatedShare = readings == 0 ? 0 : (decimal)delivered.Sum(series => (long)series.EstimatedCount) / readings,
        };
    }

    public static decimal EnergyOf(IReadOnlyList<IntervalSeries> all) => all.Sum(EnergyOf);

    private static decimal EnergyOf(IntervalSeries series) => series.ToKilowattHours() ?? 0;

    private static UsagePeak? PeakOf(IReadOnlyList<IntervalSeries> delivered)
    {
        if (delivered.Count <= 1 || delivered.Any(series => series.Interval != delivered[0].Interval))
        {
            return delivered.Select(series => series.Peak()).OfType<UsagePeak>().OrderByDescending(peak => peak.Kilowatts).ThenBy(peak => peak.End).FirstOrDefault();
        }

        var sums = new Dictionary<long, (decimal Kilowatts, DateTimeOffset End)>();
        foreach (var series in delivered)
        {
            foreach (var reading in series)
            {
                var kilowatts = UnitConversion.ToKilowatts(reading.Quantity, series.Unit, series.Interval) ?? 0;
                sums[reading.End.UtcTicks] = (sums.GetValueOrDefault(reading.End.UtcTicks).Kilowatts + kilowatts, reading.End);
            }
        }

        return sums.Values
            .OrderByDescending(sum => sum.Kilowatts)
            .ThenBy(sum => sum.End)
            .Select(sum => new UsagePeak(sum.Kilowatts, IntervalClock.StartOf(sum.End, delivered[0].Interval), sum.End))
            .FirstOrDefault();
    }
}
