using System.Buffers.Text;
using System.Globalization;
using Uhit.Client.Export.Readings;
using Uhit.Client.Usage;

namespace Uhit.Client.Export.Writing;

/// <summary>Writes numbers with all their digits: equal numbers are equal text.</summary>
internal static class Utf8Number
{
    /// <summary>How many bytes a number takes at most.</summary>
    public const int MaxLength = 40;

    /// <summary>Writes the value of a reading.</summary>
    /// <param name="readings">The readings.</param>
    /// <param name="index">Which.</param>
    /// <param name="places">The least number of decimal places.</param>
    /// <param name="target">Where to.</param>
    /// <returns>How many bytes.</returns>
    public static int Write(EnergyReadings readings, int index, int places, Span<byte> target) => readings.IsWide
        ? Write(readings.Wide[index], places, target)
        : Write(readings.Scaled[index], readings.Scale, places, target);

    public static int Write(long scaled, byte scale, int places, Span<byte> target)
    {
        var length = 0;
        if (scaled < 0)
        {
            target[length++] = (byte)'-';
        }

        var magnitude = scaled < 0 ? (ulong)-(scaled + 1) + 1 : (ulong)scaled;
        var unit = (ulong)ScaledDecimal.PowerOfTen(scale);
        var (whole, fraction) = Math.DivRem(magnitude, unit);
        int digits = scale;
        while (digits > places && fraction % 10 == 0)
        {
            fraction /= 10;
            digits--;
        }

        Utf8Formatter.TryFormat(whole, target[length..], out var written);
        length += written;
        if (Math.Max(digits, places) == 0)
        {
            return length;
        }

        target[length++] = (byte)'.';
        for (var i = digits - 1; i >= 0; i--)
        {
            target[length + i] = (byte)('0' + (fraction % 10));
            fraction /= 10;
        }

        length += digits;
        for (; digits < places; digits++)
        {
            target[length++] = (byte)'0';
        }

        return length;
    }

    public static int Write(decimal value, int places, Span<byte> target)
    {
        if (value.Scale <= IntervalColumns.MaxScale && ScaledDecimal.TryUnscale(value, out var scaled))
        {
            return Write(scaled, value.Scale, places, target);
        }

        value.TryFormat(target, out var length, default, CultureInfo.InvariantCulture);
        var point = target[..length].IndexOf((byte)'.');
        while (point >= 0 && target[length - 1] == '0' && length - 1 - point > places)
        {
            length--;
        }

        if (point >= 0 && length - 1 == point)
        {
            length--;
            point = -1;
        }

        for (var have = point < 0 ? 0 : length - 1 - point; have < places; have++)
        {
            if (have == 0)
            {
                target[length++] = (byte)'.';
            }

            target[length++] = (byte)'0';
        }

        return length;
    }
}
