using System.Globalization;

namespace Uhit.Client.Wire.Xml;

/// <summary>xs:decimal, xs:int and xs:boolean, by the letter: ASCII digits only, no exponent, no group separators, no NaN.</summary>
internal static class XmlNumber
{
    private const int MaxScale = 28;

    public static bool TryParseBoolean(ReadOnlySpan<char> text, out bool value)
    {
        text = XmlText.Trim(text);
        value = text is "true" or "1";
        return value || text is "false" or "0";
    }

    public static bool TryParseInt32(ReadOnlySpan<char> text, out int value)
    {
        value = 0;
        text = XmlText.Trim(text);
        var negative = TakeSign(ref text);
        if (text.IsEmpty) return false;
        long sum = 0;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c)) return false;
            sum = sum * 10 + (c - '0');
            if (sum > 1L + int.MaxValue) return false;
        }
        sum = negative ? -sum : sum;
        value = unchecked((int)sum);
        return value == sum;
    }

    /// <summary>Exact or refused: nothing is rounded. Zeros that end the fraction are kept as far as the type holds them.</summary>
    public static bool TryParseDecimal(ReadOnlySpan<char> text, out decimal value)
    {
        value = 0;
        text = XmlText.Trim(text);
        var negative = TakeSign(ref text);
        var point = text.IndexOf('.');
        var whole = point < 0 ? text : text[..point];
        var fraction = point < 0 ? [] : text[(point + 1)..];
        if (whole.IsEmpty && fraction.IsEmpty) return false;
        if (fraction.Length > MaxScale)
        {
            // Only zeros may be cut off without changing the value.
            if (fraction[MaxScale..].ContainsAnyExcept('0')) return false;
            fraction = fraction[..MaxScale];
        }

        if (!TryAccumulate(whole, ref fraction, out var digits)) return false;
        while (digits >> 96 != 0)
        {
            if (fraction.IsEmpty || fraction[^1] != '0') return false;
            fraction = fraction[..^1];
            digits /= 10;
        }
        value = new decimal((int)(uint)digits, (int)(uint)(digits >> 32), (int)(uint)(digits >> 64), negative && digits != 0, (byte)fraction.Length);
        return true;
    }

    public static int Format(decimal value, Span<char> destination)
    {
        value.TryFormat(destination, out var written, default, CultureInfo.InvariantCulture);
        return written;
    }

    public static int Format(int value, Span<char> destination)
    {
        value.TryFormat(destination, out var written, default, CultureInfo.InvariantCulture);
        return written;
    }

    private static bool TakeSign(ref ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text[0] is not ('+' or '-')) return false;
        var negative = text[0] == '-';
        text = text[1..];
        return negative;
    }

    private static bool TryAccumulate(ReadOnlySpan<char> whole, ref ReadOnlySpan<char> fraction, out UInt128 digits)
    {
        whole = whole.TrimStart('0');
        digits = 0;
        // 38 digits are what 128 bits hold; more than 29 before the point never fit a decimal.
        if (whole.Length > 29) return false;
        if (whole.Length + fraction.Length <= 18)
        {
            ulong few = 0;
            if (!TryAdd(whole, ref few) || !TryAdd(fraction, ref few)) return false;
            digits = few;
            return true;
        }
        while (whole.Length + fraction.Length > 38)
        {
            if (fraction[^1] != '0') return false;
            fraction = fraction[..^1];
        }
        return TryAdd(whole, ref digits) && TryAdd(fraction, ref digits);
    }

    private static bool TryAdd(ReadOnlySpan<char> text, ref ulong sum)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c)) return false;
            sum = sum * 10 + (uint)(c - '0');
        }
        return true;
    }

    private static bool TryAdd(ReadOnlySpan<char> text, ref UInt128 sum)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c)) return false;
            sum = sum * 10 + (uint)(c - '0');
        }
        return true;
    }
}
