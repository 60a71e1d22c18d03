namespace Uhit.Client.Wire.Mapping.Reading;

/// <summary>Arithmetic on decimals that rounds nothing: where it would, there is no result.</summary>
internal static class Exact
{
    private const int MaxScale = 28;

    public static decimal? Multiply(decimal left, decimal right)
    {
        try
        {
            var product = left * right;
            // A product that had to be rounded has fewer places than its factors.
            return product.Scale == left.Scale + right.Scale || product == 0 ? product : MultiplyTrimmed(left, right);
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <summary>The value times ten to a power.</summary>
    public static decimal? Shift(decimal value, int power)
    {
        if (power is < -MaxScale or > MaxScale)
        {
            return value == 0 ? value : null;
        }

        var factor = 1m;
        for (var i = Math.Abs(power); i > 0; i--)
        {
            factor *= 10;
        }

        // 1 / 10^n is exact as a decimal of n places.
        return Multiply(value, power < 0 ? new decimal(1, 0, 0, false, (byte)-power) : factor);
    }

    /// <summary>The value times a fraction.</summary>
    public static decimal? Times(decimal value, int numerator, int denominator)
    {
        if (Multiply(value, numerator) is not { } product)
        {
            return null;
        }

        var quotient = product / denominator;
        return Multiply(quotient, denominator) == product ? quotient : null;
    }

    private static decimal? MultiplyTrimmed(decimal left, decimal right)
    {
        var (a, b) = (Trim(left), Trim(right));
        var product = a * b;
        return product.Scale == a.Scale + b.Scale ? product : null;
    }

    // Zeros at the end of a fraction say nothing of the value.
    private static decimal Trim(decimal value) => value / 1.0000000000000000000000000000m;
}
