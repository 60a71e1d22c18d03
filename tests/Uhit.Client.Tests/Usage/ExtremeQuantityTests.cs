using CsCheck;
using Uhit.Client.Usage;
using static Uhit.Client.Tests.Usage.UsageSamples;

namespace Uhit.Client.Tests.Usage;

/// <summary>Whatever quantities come, a figure is exact, rounded once, or missing with a word: nothing throws.</summary>
public sealed class ExtremeQuantityTests
{
    [Fact]
    public void Sum_BeyondADecimal_IsNull()
    {
        var series = Series("M1", 0, 2, decimal.MaxValue);

        Assert.Equal((null, null), (series.Sum(), series.ToKilowattHours()));
        Assert.All(series.ByDay(), day => Assert.Equal((null, null), (day.Sum, day.KilowattHours)));
        Assert.All(series.ByMonth(), month => Assert.Equal((null, null), (month.Sum, month.KilowattHours)));
    }

    [Fact]
    public void Sum_BeyondADecimalOnTheWayOnly_IsExact() =>
        Assert.Equal(
            1m, Series(
                "M1", 60, UsageUnit.KilowattHour, (60, decimal.MaxValue), (120, decimal.MaxValue), (180, decimal.MinValue),
                (240, decimal.MinValue), (300, 1m)).Sum());

    [Fact]
    public void Sum_SmallBesideLarge_IsRoundedOnce() => Assert.Equal(
        10_000_000_000_000_000_000_000_000_000m,
        Series("M1", 60, UsageUnit.KilowattHour, (60, 1e28m), (120, 1e-28m), (180, -1e-28m)).Sum());

    [Fact]
    public void ToKilowattHours_ProductBeyondADecimalOnTheWayOnly_IsExact() =>
        Assert.Equal(decimal.MaxValue, Series("M1", 0, 1, decimal.MaxValue).ToKilowattHours());

    [Fact]
    public void Peak_BeyondADecimal_IsNull() => Assert.Null(Series("M1", 0, 1, decimal.MaxValue, UsageUnit.KilowattHour, 15).Peak());

    [Fact]
    public void ToTotals_IntervalsBeyondADecimal_SaysSo()
    {
        var totals = Of(Series("M1", 0, 2, decimal.MaxValue)).ToTotals();

        Assert.Equal(
            (null, null, decimal.MaxValue, 1m, UsageDoubts.TooLarge),
            (totals.KilowattHoursDelivered, totals.AnnualisedKilowattHours, totals.Peak?.Kilowatts, totals.LoadFactor, totals.Doubts));
    }

    [Fact]
    public void ToTotals_BillsBeyondADecimal_SaysSo()
    {
        var totals = Of(Bill("A", 0, 30, decimal.MaxValue), Bill("B", 0, 30, decimal.MaxValue)).ToTotals();

        Assert.Equal((null, null, UsageDoubts.TooLarge), (totals.KilowattHoursDelivered, totals.AnnualisedKilowattHours, totals.Doubts));
    }

    [Fact]
    public void ToTotals_EnergyToTheGridBeyondADecimal_SaysSo()
    {
        var totals = Of(Series("M1", 0, 24, 1m), Series("M1", 0, 2, decimal.MaxValue, channel: UsageChannel.EnergyReceived)).ToTotals();

        Assert.Equal((24m, null, UsageDoubts.TooLarge), (totals.KilowattHoursDelivered, totals.KilowattHoursReceived, totals.Doubts));
    }

    [Fact]
    public void Figures_AnyHistory_NeverThrow() => UsageGenerators.Histories.Sample(
        history =>
        {
            history.ToTotals();
            foreach (var series in history.IntervalSeries)
            {
                Assert.Equal(series.Count, series.ByDay().Sum(day => day.Readings));
                Assert.Equal(series.Count, series.ByMonth().Sum(month => month.Readings));
                Assert.Equal(series.Overlaps, series.ByDay().Sum(day => day.OverlappingReadings));
                Assert.Equal(series.Count - series.Overlaps, series.WithoutOverlaps().Count);
                Assert.Equal(0, series.WithoutOverlaps().Overlaps);
                Assert.Equal(series.WithoutOverlaps().Peak(), series.Peak());
                Assert.Equal(
                    series.Overlaps == series.Count && series.Count > 0 ? null : series.WithoutOverlaps().ToKilowattHours(),
                    series.ToKilowattHours());
            }
        },
        iter: 1000);

    [Fact]
    public void ToDecimal_AnyDecimals_AddsAndDividesAsDecimalsDo() =>
        Gen.Select(Gen.Int[-1_000_000, 1_000_000], Gen.Int[0, 9], Gen.Int[1, 1_000_000]).Sample(
            (number, scale, divisor) =>
            {
                var value = new decimal(Math.Abs(number), 0, 0, number < 0, (byte)scale);
                Assert.Equal(value, Fraction.Of(value).ToDecimal());
                Assert.Equal(value + divisor, (Fraction.Of(value) + Fraction.Whole(divisor)).ToDecimal());
                Assert.Equal(
                    (double)value / divisor,
                    (double)(Fraction.Of(value) / Fraction.Whole(divisor)).ToDecimal()!.Value,
                    Math.Abs((double)value / divisor) * 1e-12);
                Assert.Equal(
                    -(double)value / divisor,
                    (double)(Fraction.Of(value) / Fraction.Whole(-divisor)).ToDecimal()!.Value,
                    Math.Abs((double)value / divisor) * 1e-12);
            },
            iter: 2000);

    [Fact]
    public void ToDecimal_AnyDecimal_IsItself() =>
        UsageGenerators.Decimals.Sample(value => Fraction.Of(value).ToDecimal() == value, iter: 2000);

    [Theory]
    [InlineData(1, 3, "0.3333333333333333333333333333")]
    [InlineData(2, 3, "0.6666666666666666666666666667")]
    [InlineData(-2, 3, "-0.6666666666666666666666666667")]
    [InlineData(200, 3, "66.666666666666666666666666667")]
    [InlineData(1, 8, "0.125")]
    public void ToDecimal_OfAFraction_IsRoundedToItsDigits(int numerator, int denominator, string expected) => Assert.Equal(
        expected, (Fraction.Whole(numerator) / Fraction.Whole(denominator)).ToDecimal()!.Value.ToString(
            System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData(1, "0.0000000000000000000000000000")]
    [InlineData(3, "0.0000000000000000000000000002")]
    [InlineData(5, "0.0000000000000000000000000002")]
    [InlineData(-3, "-0.0000000000000000000000000002")]
    public void ToDecimal_HalfOfTheLastPlace_IsRoundedToEven(int halves, string expected) => Assert.Equal(
        decimal.Parse(expected, System.Globalization.CultureInfo.InvariantCulture),
        (Fraction.OfUnits(halves) / Fraction.Whole(2)).ToDecimal());

    [Fact]
    public void ToDecimal_BeyondTheLargestByLessThanHalf_IsTheLargest()
    {
        var largest = Fraction.Of(decimal.MaxValue);

        Assert.Equal(decimal.MaxValue, (largest + Fraction.Of(0.4m)).ToDecimal());
        Assert.Null((largest + Fraction.Of(0.5m)).ToDecimal());
        Assert.Equal(decimal.MinValue, Fraction.Of(decimal.MinValue).ToDecimal());
    }
}
