using System.Globalization;

namespace Uhit.Client.Usage.Merging;

/// <summary>Chooses the billing periods that hold.</summary>
internal static class BillingMerge
{
    public static IReadOnlyList<BillingPeriod> Of(List<Layer<BillingPeriod>> layers)
    {
        var held = new List<BillingPeriod>();
        foreach (var layer in layers)
        {
            var kept = layer.Items.Where(period => !held.Exists(later => Overlap(later, period))).ToList();
            held.AddRange(kept.OrderBy(Text, StringComparer.Ordinal).Distinct());
        }

        return [.. held.OrderBy(period => period.MeterNumber, StringComparer.Ordinal).ThenBy(period => period.StartDate).ThenBy(Text, StringComparer.Ordinal)];
    }

    // A period without days, as of a meter that was read twice on one day, is told by its dates alone.
    private static bool Overlap(BillingPeriod left, BillingPeriod right) =>
        left.MeterNumber == right.MeterNumber
        && ((left.StartDate < right.EndDate && right.StartDate < left.EndDate)
            || (left.StartDate == right.StartDate && left.EndDate == right.EndDate));

    private static string Text(BillingPeriod period) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        {period.EndDate:yyyy-MM-dd}|{period.Usage}|{period.MeteredDemand}|{period.BilledDemand}|{period.MeteredApparentDemand}|{period.BilledApparentDemand}
        {period.PowerFactor}|{period.Multiplier}|{period.MeterType}|{period.ReadType}|{period.StartDate:yyyy-MM-dd}|{period.MeterNumber}
        """);
}
