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

    // Everything that can tell two periods apart: a tie would leave the choice to the order in which they were given.
    private static string Text(BillingPeriod period) => KeyText.Of(
        [
            period.EndDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Text(period.Usage),
            Text(period.MeteredDemand),
            Text(period.BilledDemand),
            Text(period.MeteredApparentDemand),
            Text(period.BilledApparentDemand),
            Text(period.PowerFactor),
            Text(period.Multiplier),
            period.MeterType is null ? null : KeyText.Of(period.MeterType.Value.Value),
            period.ReadType is null ? null : KeyText.Of(period.ReadType.Value.Value),
            period.StartDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            period.MeterNumber,
        ]);

    private static string Text(decimal? value) => value is { } number ? $"{number.ToString(CultureInfo.InvariantCulture)} {ScaledDecimal.BitsOf(number)}" : "-";
}
