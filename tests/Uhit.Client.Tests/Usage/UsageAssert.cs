using Uhit.Client.Usage;

namespace Uhit.Client.Tests.Usage;

/// <summary>Compares usage by value: lists element by element, decimals with their scale.</summary>
internal static class UsageAssert
{
    public static void Same(UsageHistory expected, UsageHistory actual, bool exact = true)
    {
        Assert.Equal(expected with { BillingPeriods = [], IntervalSeries = [] }, actual with { BillingPeriods = [], IntervalSeries = [] });
        Assert.Equal(expected.BillingPeriods, actual.BillingPeriods);
        Assert.Equal(expected.BillingPeriods.Select(DecimalsOf), actual.BillingPeriods.Select(DecimalsOf));
        Assert.Equal(expected.IntervalSeries.Count, actual.IntervalSeries.Count);
        foreach (var (left, right) in expected.IntervalSeries.Zip(actual.IntervalSeries))
        {
            Same(left, right, exact);
        }
    }

    public static void Same(IntervalSeries expected, IntervalSeries actual, bool exact = true)
    {
        Assert.Equal(
            (expected.MeterNumber, expected.Channel, expected.Unit, expected.Interval, expected.Conflicts),
            (actual.MeterNumber, actual.Channel, actual.Unit, actual.Interval, actual.Conflicts));
        Assert.Equal(expected.Select(reading => Text(reading, exact)), actual.Select(reading => Text(reading, exact)));
    }

    // DateTimeOffset's own equality ignores the offset, decimal's ignores the scale and the sign of zero.
    private static string Text(IntervalReading reading, bool exact) =>
        $"{reading.End:O} {(exact ? BitsOf(reading.Quantity) : (reading.Quantity / 1.0000000000000000000000000000m).ToString())} "
            + $"{reading.ReadType.Value ?? "null"}";

    private static string DecimalsOf(BillingPeriod period) => string.Join(
        ' ',
        new[]
        {
            period.Usage, period.MeteredDemand, period.BilledDemand, period.MeteredApparentDemand, period.BilledApparentDemand,
            period.PowerFactor, period.Multiplier,
        }
            .Select(value => value is { } number ? BitsOf(number) : "-"));

    private static string BitsOf(decimal value) => string.Join('.', decimal.GetBits(value));
}
