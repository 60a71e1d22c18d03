using System.Buffers;
using System.Globalization;

namespace Uhit.Client.Wire;

// xs:decimal, xs:int and xs:boolean, by the letter: ASCII digits only, no exponent, no group separators, no NaN.
// White space around a value is dropped, a sign before it is taken. The machine's culture is never
// asked. Nothing here throws on what was received.
public static partial class XmlText
{
    private const int MaxScale = 28;
    private static readonly SearchValues<char> FloatingCharacters = SearchValues.Create("0123456789.+-eE");

    /// <summary>Reads an <c>xs:boolean</c>: <c>true</c>, <c>false</c>, <c>1</c> or <c>0</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The value.</param>
    /// <returns>Whether the text is one of them.</returns>
    public static bool TryParseBoolean(ReadOnlySpan<char> text, out bool value)
    {
        text = XmlText.Trim(text);
        value = text is "true" or "1";
        return value || text is "false" or "0";
    }

    /// <summary>Reads an <c>xs:int</c>, from -2,147,483,648 to 2,147,483,647.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The value.</param>
    /// <returns>Whether the text is such a number.</returns>
    public static bool TryParseInt32(ReadOnlySpan<char> text, out int value)
    {
        value = 0;
        text = XmlText.Trim(text);
        var negative = TakeSign(ref text);
        if (text.IsEmpty)
        {
            return false;
        }

        long sum = 0;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c))
            {
                return false;
            }

            sum = sum * 10 + (c - '0');
            if (sum > 1L + int.MaxValue)
            {
                return false;
            }
        }

        sum = negative ? -sum : sum;
        value = unchecked((int)sum);
        return value == sum;
    }

    /// <summary>Reads an <c>xs:decimal</c>, exact or refused: nothing is rounded. Zeros that end the
    /// fraction are kept as far as the type holds them.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The value.</param>
    /// <returns>Whether the text is a number that <see cref="decimal"/> holds: 28 or 29 digits,
    /// at most 28 of them behind the point.</returns>
    public static bool TryParseDecimal(ReadOnlySpan<char> text, out decimal value)
    {
        value = 0;
        text = XmlText.Trim(text);
        var negative = TakeSign(ref text);
        var point = text.IndexOf('.');
        var whole = point < 0 ? text : text[..point];
        var fraction = point < 0 ? [] : text[(point + 1)..];
        if (whole.IsEmpty && fraction.IsEmpty)
        {
            return false;
        }

        if (fraction.Length > MaxScale)
        {
            // Only zeros may be cut off without changing the value.
            if (fraction[MaxScale..].ContainsAnyExcept('0'))
            {
                return false;
            }

            fraction = fraction[..MaxScale];
        }

        if (!TryAccumulate(whole, ref fraction, out var digits))
        {
            return false;
        }

        while (digits >> 96 != 0)
        {
            if (fraction.IsEmpty || fraction[^1] != '0')
            {
                return false;
            }

            fraction = fraction[..^1];
            digits /= 10;
        }

        value = new decimal(
            (int)(uint)digits, (int)(uint)(digits >> 32), (int)(uint)(digits >> 64), negative && digits != 0, (byte)fraction.Length);
        return true;
    }

    /// <summary>Reads an <c>xs:integer</c>: digits only, exact or refused.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The value.</param>
    /// <returns>Whether the text is a whole number that <see cref="decimal"/> holds: up to 28 digits, and some of 29.</returns>
    public static bool TryParseInteger(ReadOnlySpan<char> text, out decimal value)
    {
        value = 0;
        return !text.Contains('.') && TryParseDecimal(text, out value);
    }

    /// <summary>Reads an <c>xs:float</c>: <c>INF</c>, <c>-INF</c> and <c>NaN</c> as they are; a
    /// number that is too large is refused.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The value, rounded to the nearest.</param>
    /// <returns>Whether the text is such a number.</returns>
    public static bool TryParseSingle(ReadOnlySpan<char> text, out float value)
    {
        text = XmlText.Trim(text);
        if (IsSpecial(text, out var special))
        {
            value = (float)special;
            return true;
        }

        value = 0;
        return IsFloating(text)
            && float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value)
            && float.IsFinite(value);
    }

    /// <summary>Reads an <c>xs:double</c>: <c>INF</c>, <c>-INF</c> and <c>NaN</c> as they are; a
    /// number that is too large is refused.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The value, rounded to the nearest.</param>
    /// <returns>Whether the text is such a number.</returns>
    public static bool TryParseDouble(ReadOnlySpan<char> text, out double value)
    {
        text = XmlText.Trim(text);
        if (IsSpecial(text, out value))
        {
            return true;
        }

        value = 0;
        return IsFloating(text)
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value)
            && double.IsFinite(value);
    }

    /// <summary>Whether a number has no more digits than the facets <c>xs:totalDigits</c> and <c>xs:fractionDigits</c>
    /// allow. Zeros that end the fraction don't count.</summary>
    /// <param name="value">The number.</param>
    /// <param name="total">How many digits there may be.</param>
    /// <param name="fraction">How many of them behind the point.</param>
    public static bool HasDigits(decimal value, int total, int fraction)
    {
        // The division drops the zeros that end the fraction.
        value = Math.Abs(value) / 1.0000000000000000000000000000m;
        var scale = (decimal.GetBits(value)[3] >> 16) & 0xFF;
        Span<char> digits = stackalloc char[32];
        var written = Format(value, digits);
        var count = 0;
        foreach (var c in digits[..written].TrimStart("0."))
        {
            if (c != '.')
            {
                count++;
            }
        }

        return scale <= fraction && Math.Max(count, scale) <= total;
    }

    /// <summary>Writes an <c>xs:decimal</c>, with the zeros that its scale has.</summary>
    /// <param name="value">The value.</param>
    /// <param name="destination">At least 31 characters.</param>
    /// <returns>How many characters were written.</returns>
    public static int Format(decimal value, Span<char> destination)
    {
        value.TryFormat(destination, out var written, default, CultureInfo.InvariantCulture);
        return written;
    }

    /// <summary>Writes an <c>xs:int</c>.</summary>
    /// <param name="value">The value.</param>
    /// <param name="destination">At least 11 characters.</param>
    /// <returns>How many characters were written.</returns>
    public static int Format(int value, Span<char> destination)
    {
        value.TryFormat(destination, out var written, default, CultureInfo.InvariantCulture);
        return written;
    }

    internal static int Format(long value, Span<char> destination)
    {
        value.TryFormat(destination, out var written, default, CultureInfo.InvariantCulture);
        return written;
    }

    internal static int Format(ulong value, Span<char> destination)
    {
        value.TryFormat(destination, out var written, default, CultureInfo.InvariantCulture);
        return written;
    }

    internal static string Format(double value) => double.IsNaN(value) ? "NaN"
        : double.IsPositiveInfinity(value) ? "INF"
        : double.IsNegativeInfinity(value) ? "-INF" : value.ToString("R", CultureInfo.InvariantCulture);

    internal static string Format(float value) =>
        float.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : Format((double)value);

    private static bool IsSpecial(ReadOnlySpan<char> text, out double value)
    {
        value = text switch
        {
            "INF" => double.PositiveInfinity,
            "-INF" => double.NegativeInfinity,
            "NaN" => double.NaN,
            _ => 0,
        };
        return value != 0;
    }

    // The framework's own parser takes words and signs besides, that XML Schema does not know.
    private static bool IsFloating(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExcept(FloatingCharacters);

    private static bool TakeSign(ref ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text[0] is not ('+' or '-'))
        {
            return false;
        }

        var negative = text[0] == '-';
        text = text[1..];
        return negative;
    }

    private static bool TryAccumulate(ReadOnlySpan<char> whole, ref ReadOnlySpan<char> fraction, out UInt128 digits)
    {
        whole = whole.TrimStart('0');
        digits = 0;
        // 38 digits are what 128 bits hold; more than 29 before the point never fit a decimal.
        if (whole.Length > 29)
        {
            return false;
        }

        if (whole.Length + fraction.Length <= 18)
        {
            ulong few = 0;
            if (!TryAdd(whole, ref few) || !TryAdd(fraction, ref few))
            {
                return false;
            }

            digits = few;
            return true;
        }

        while (whole.Length + fraction.Length > 38)
        {
            if (fraction[^1] != '0')
            {
                return false;
            }

            fraction = fraction[..^1];
        }

        return TryAdd(whole, ref digits) && TryAdd(fraction, ref digits);
    }

    private static bool TryAdd(ReadOnlySpan<char> text, ref ulong sum)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c))
            {
                return false;
            }

            sum = sum * 10 + (uint)(c - '0');
        }

        return true;
    }

    private static bool TryAdd(ReadOnlySpan<char> text, ref UInt128 sum)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c))
            {
                return false;
            }

            sum = sum * 10 + (uint)(c - '0');
        }

        return true;
    }
}
