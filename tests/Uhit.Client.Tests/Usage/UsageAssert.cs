using Uhit.Client.Usage;

namespace Uhit.Client.Tests.Usage;

/// <summary>Compares usage by value: lists element by element, decimals with their scale.</summary>
internal static class UsageAssert
{
    public static void Same(UsageHistory expected, UsageHistory actual)
    {
        Assert.Equal(expected with { BillingPeriods = [], IntervalSeries = [] }, actual with { BillingPeriods = [], IntervalSeries = [] });
        Assert.Equal(expected.BillingPeriods, actual.BillingPeriods);
        Assert.Equal(expected.BillingPeriods.Select(DecimalsOf), actual.BillingPeriods.Select(DecimalsOf));
        Assert.Equal(expected.IntervalSeries.Count, actual.IntervalSeries.Count);
        foreach (var (left, right) in expected.IntervalSeries.Zip(actual.IntervalSeries))
        {
            Same(left, right);
        }
    }

    public static void Same(IntervalSeries expected, IntervalSeries actual)
    {
        Assert.Equal(
            (expected.MeterNumber, expected.Channel, expected.Unit, expected.Interval, expected.Conflicts),
            (actual.MeterNumber, actual.Channel, actual.Unit, actual.Interval, actual.Conflicts));
        Assert.Equal(expected.Select(Exact), actual.Select(Exact));
    }

    // DateTimeOffset's own equality ignores the offset, decimal's ignores the scale and the sign of zero.
    private static string Exact(IntervalReading reading) => $"{reading.End:O} {BitsOf(reading.Quantity)} {reading.ReadType.Value ?? "null"}";

    private static string DecimalsOf(BillingPeriod period) => string.Join(
        ' ',
        new[] { period.Usage, period.MeteredDemand, period.BilledDemand, period.MeteredApparentDemand, period.BilledApparentDemand, period.PowerFactor, period.Multiplier }
            .Select(value => value is { } number ? BitsOf(number) : "-"));

    private static string BitsOf(decimal value) => string.Join('.', decimal.GetBits(value));
}
