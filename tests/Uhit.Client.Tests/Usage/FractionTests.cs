using System.Globalization;
using Uhit.Client.Usage;

namespace Uhit.Client.Tests.Usage;

public sealed class FractionTests
{
    private static Fraction Half => Fraction.Whole(1) / Fraction.Whole(2);

    private static Fraction Third => Fraction.Whole(1) / Fraction.Whole(3);

    [Fact]
    public void CompareTo_Fractions_IsByValue()
    {
        Assert.True(Third.CompareTo(Half) < 0);
        Assert.True(Half.CompareTo(Third) > 0);
        Assert.Equal(0, (Fraction.Whole(2) / Fraction.Whole(4)).CompareTo(Half));
        Assert.True(Fraction.Whole(-1).CompareTo(Third) < 0);
    }

    [Fact]
    public void Divide_ByNegative_TurnsTheSign()
    {
        var byMinusHalf = Fraction.Whole(3) / (Fraction.Whole(-1) / Fraction.Whole(2));

        Assert.Equal(-6m, byMinusHalf.ToDecimal());
        Assert.Equal(-1, byMinusHalf.Sign);
        Assert.True(byMinusHalf.CompareTo(Fraction.Zero) < 0);
        Assert.Equal(6m, (Fraction.Whole(-3) / (Fraction.Whole(-1) / Fraction.Whole(2))).ToDecimal());
    }

    // Figures are printed and stored as they are: no zeros behind the point, and no zero below zero.
    [Theory]
    [InlineData(5, 1, "5")]
    [InlineData(-50, 1, "-50")]
    [InlineData(1, 2, "0.5")]
    [InlineData(-5, 4, "-1.25")]
    public void ToDecimal_Number_HasNoZeroBehindItsLastDigit(int numerator, int denominator, string expected) => Assert.Equal(
        expected, (Fraction.Whole(numerator) / Fraction.Whole(denominator)).ToDecimal()?.ToString(CultureInfo.InvariantCulture));

    [Fact]
    public void ToDecimal_Zero_HasNoSign() => Assert.Equal(decimal.GetBits(0m), decimal.GetBits(Fraction.Zero.ToDecimal()!.Value));
}
