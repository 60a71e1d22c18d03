using System.Globalization;

namespace Uhit.Client.Usage.Merging;

/// <summary>Everything that can tell two billing periods apart, as a text: a tie would leave a choice
/// to the order in which they were given.</summary>
internal static class BillingText
{
    public static string Of(BillingPeriod period) => KeyText.Of(
        [
            period.EndDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Of(period.Usage),
            Of(period.MeteredDemand),
            Of(period.BilledDemand),
            Of(period.MeteredApparentDemand),
            Of(period.BilledApparentDemand),
            Of(period.PowerFactor),
            Of(period.Multiplier),
            period.MeterType is null ? null : KeyText.Of(period.MeterType.Value.Value),
            period.ReadType is null ? null : KeyText.Of(period.ReadType.Value.Value),
            period.StartDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            period.MeterNumber,
        ]);

    private static string Of(decimal? value) =>
        value is { } number ? $"{number.ToString(CultureInfo.InvariantCulture)} {ScaledDecimal.BitsOf(number)}" : "-";
}
