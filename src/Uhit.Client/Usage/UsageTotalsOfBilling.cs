using Uhit.Client.Inquiries;

namespace Uhit.Client.Usage;

/// <summary>Makes the totals from billing periods.</summary>
internal static class UsageTotalsOfBilling
{
    public static UsageTotals Of(IReadOnlyList<BillingPeriod> periods)
    {
        var meters = periods.GroupBy(period => period.MeterNumber).Select(meter => (Energy: meter.Sum(period => period.Usage), Days: meter.Sum(DaysOf))).ToList();
        var peak = periods.Where(period => period.MeteredDemand is not null).MaxBy(period => period.MeteredDemand);
        var averages = meters.Where(meter => meter.Days > 0).Select(meter => meter.Energy / meter.Days).ToList();
        var average = averages.Sum() / 24;
        return new UsageTotals
        {
            Source = RequestedUsage.Billing,
            KilowattHoursDelivered = meters.Sum(meter => meter.Energy),
            Peak = peak is null
                ? null
                : new UsagePeak(peak.MeteredDemand!.Value, CentralTime.StartOf(peak.StartDate), CentralTime.StartOf(peak.EndDate)),
            LoadFactor = meters.Count == 1 && averages.Count == 1 && peak?.MeteredDemand > 0 ? average / peak.MeteredDemand : null,
            AnnualisedKilowattHours = averages.Count == 0 ? null : averages.Sum() * 365,
            EstimatedShare = (decimal)periods.Count(period => period.ReadType is { } readType && readType != ReadType.Actual) / periods.Count,
        };
    }

    private static int DaysOf(BillingPeriod period) => Math.Max(0, period.EndDate.DayNumber - period.StartDate.DayNumber);
}
