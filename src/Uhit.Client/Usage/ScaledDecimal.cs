namespace Uhit.Client.Usage;

/// <summary>A decimal as a 64-bit integer and a scale, without the slow ways through division and multiplication of decimals.</summary>
internal static class ScaledDecimal
{
    private static readonly long[] Powers =
        [.. Enumerable.Range(0, IntervalColumns.MaxScale + 1).Select(exponent => (long)Math.Pow(10, exponent))];

    public static long PowerOfTen(int exponent) => Powers[exponent];

    public static decimal Of(long scaled, byte scale)
    {
        var magnitude = scaled < 0 ? (ulong)-(scaled + 1) + 1 : (ulong)scaled;
        return new decimal((int)(uint)magnitude, (int)(uint)(magnitude >> 32), 0, scaled < 0, scale);
    }

    public static decimal Of(Int128 scaled, byte scale)
    {
        var whole = (decimal)scaled;
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(whole, parts);
        return new decimal(parts[0], parts[1], parts[2], whole < 0, scale);
    }

    /// <summary>Sign, scale and digits: tells apart what is equal, such as 1 and 1.0.</summary>
    public static string BitsOf(decimal value) => string.Join('.', decimal.GetBits(value));

    /// <summary>The digits of a decimal as a number, where 64 bits hold them. Negative zero becomes zero.</summary>
    public static bool TryUnscale(decimal value, out long scaled)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        var magnitude = (uint)parts[0] | ((ulong)(uint)parts[1] << 32);
        scaled = parts[3] < 0 ? -(long)magnitude : (long)magnitude;
        return parts[2] == 0 && magnitude <= long.MaxValue;
    }

    public static bool TryMultiply(long scaled, int exponent, out long product)
    {
        product = unchecked(scaled * Powers[exponent]);
        return exponent == 0 || Math.BigMul(scaled, Powers[exponent], out _) == (product < 0 ? -1 : 0);
    }
}
