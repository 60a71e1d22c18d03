using System.Numerics;

namespace Uhit.Client.Usage;

/// <summary>An exact number: sums and averages are rounded once, at the end, and nothing overflows on the way.</summary>
internal readonly struct Fraction : IComparable<Fraction>
{
    private const int MaxScale = 28;

    private static readonly BigInteger Places = BigInteger.Pow(10, MaxScale);
    private static readonly BigInteger Limit = BigInteger.One << 96;

    private readonly BigInteger _numerator;
    private readonly BigInteger _denominator;

    private Fraction(BigInteger numerator, BigInteger denominator)
    {
        var common = BigInteger.GreatestCommonDivisor(numerator, denominator);
        _numerator = numerator / common;
        _denominator = denominator / common;
    }

    public static Fraction Zero { get; } = new(0, 1);

    public int Sign => _numerator.Sign;

    public static Fraction Whole(BigInteger number) => new(number, 1);

    public static Fraction Of(decimal number) => OfUnits(UnitsOf(number));

    public static Fraction Of(Int128 scaled, byte scale) => new(scaled, BigInteger.Pow(10, scale));

    /// <summary>A number of units of the 28th decimal place, the last one that a decimal can have.</summary>
    public static Fraction OfUnits(BigInteger units) => new(units, Places);

    /// <summary>A decimal as a whole number of units of the 28th decimal place.</summary>
    public static BigInteger UnitsOf(decimal number)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(number, parts);
        var digits = ((BigInteger)(uint)parts[2] << 64) | ((ulong)(uint)parts[1] << 32) | (uint)parts[0];
        return (parts[3] < 0 ? -digits : digits) * BigInteger.Pow(10, MaxScale - number.Scale);
    }

    /// <summary>The number as a decimal, rounded to the digits that it holds;
    /// <see langword="null"/> where it is beyond its range.</summary>
    public decimal? ToDecimal()
    {
        for (var scale = MaxScale; scale >= 0; scale--)
        {
            var digits = Round(BigInteger.Abs(_numerator) * BigInteger.Pow(10, scale), _denominator);
            if (digits >= Limit)
            {
                continue;
            }

            while (scale > 0 && digits % 10 == 0)
            {
                digits /= 10;
                scale--;
            }

            var low = (ulong)(digits & ulong.MaxValue);
            return new decimal((int)(uint)low, (int)(uint)(low >> 32), (int)(uint)(digits >> 64), Sign < 0, (byte)scale);
        }

        return null;
    }

    public int CompareTo(Fraction other) => (_numerator * other._denominator).CompareTo(other._numerator * _denominator);

    public static Fraction operator +(Fraction left, Fraction right) =>
        new((left._numerator * right._denominator) + (right._numerator * left._denominator), left._denominator * right._denominator);

    public static Fraction operator *(Fraction left, Fraction right) =>
        new(left._numerator * right._numerator, left._denominator * right._denominator);

    public static Fraction operator /(Fraction left, Fraction right) => right.Sign < 0
        ? new(-left._numerator * right._denominator, left._denominator * -right._numerator)
        : new(left._numerator * right._denominator, left._denominator * right._numerator);

    // Half to even, as decimals are rounded.
    private static BigInteger Round(BigInteger numerator, BigInteger denominator)
    {
        var whole = BigInteger.DivRem(numerator, denominator, out var rest);
        var half = (2 * rest).CompareTo(denominator);
        return half > 0 || (half == 0 && !whole.IsEven) ? whole + 1 : whole;
    }
}
