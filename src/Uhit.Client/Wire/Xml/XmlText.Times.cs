using System.Globalization;

namespace Uhit.Client.Wire;

// xs:dateTime and xs:date. The offset is the text's own; the machine's zone is never asked.
// Years from 1 to 9999. 24:00:00 is the next midnight; a leap second (:60) is no time. White space around a
// value is dropped. Nothing here throws on what was received.
public static partial class XmlText
{
    /// <summary>Room enough for every value that is written here.</summary>
    /// <value>40 characters.</value>
    public const int MaxTimeLength = 40;

    private const int DateLength = 10;
    private const string LocalFormat = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF";
    private static readonly TimeSpan MaxOffset = TimeSpan.FromHours(14);

    /// <summary>Reads an <c>xs:dateTime</c>. An absent offset means UTC, unless one is required.
    /// A fraction finer than 100 ns is cut.</summary>
    /// <param name="text">The text.</param>
    /// <param name="offsetRequired">Whether a text without an offset is refused.</param>
    /// <param name="value">The time, with the offset that is written.</param>
    /// <returns>Whether the text is such a time; false too where it, or the same instant in UTC, is outside the years 1 to 9999.</returns>
    public static bool TryParseDateTime(ReadOnlySpan<char> text, bool offsetRequired, out DateTimeOffset value)
    {
        value = default;
        text = XmlText.Trim(text);
        if (text.Length < 19 || !TryDate(text[..DateLength], out var date) || text[10] != 'T')
        {
            return false;
        }

        if (!TryTime(text[11..], out var ticks, out var used))
        {
            return false;
        }

        text = text[(11 + used)..];
        if (!TryOffset(text, out var offset) || (offsetRequired && text.IsEmpty))
        {
            return false;
        }

        var local = (date.DayNumber * TimeSpan.TicksPerDay) + ticks;
        var utc = local - offset.Ticks;
        if (local > DateTime.MaxValue.Ticks || utc < 0 || utc > DateTime.MaxValue.Ticks)
        {
            return false;
        }

        value = new DateTimeOffset(local, offset);
        return true;
    }

    /// <summary>Reads an <c>xs:dateTime</c> that has no offset: one with an offset, <c>Z</c> too, is refused.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The time, of the kind <see cref="DateTimeKind.Unspecified"/>. The autumn hour that comes twice is for the caller
    /// to tell apart, by what the contract has for that.</param>
    /// <returns>Whether the text is such a time.</returns>
    public static bool TryParseLocalTime(ReadOnlySpan<char> text, out DateTime value)
    {
        text = XmlText.Trim(text);
        // An offset holds a sign, a colon more, or a Z; the date's own hyphens come before the T.
        var hasOffset = text.Length > DateLength && text[DateLength..].IndexOfAny('Z', '+', '-') >= 0;
        var isLocal = TryParseDateTime(text, offsetRequired: false, out var time) && !hasOffset;
        value = isLocal ? time.DateTime : default;
        return isLocal;
    }

    /// <summary>Reads an <c>xs:date</c>: the day that is written. The time zone that may follow
    /// says nothing about a day and is dropped.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The day.</param>
    /// <returns>Whether the text is a day.</returns>
    public static bool TryParseDate(ReadOnlySpan<char> text, out DateOnly value)
    {
        text = XmlText.Trim(text);
        value = default;
        return text.Length >= DateLength && TryDate(text[..DateLength], out value) && TryOffset(text[DateLength..], out _);
    }

    /// <summary>Writes an <c>xs:dateTime</c> with its offset, <c>Z</c> for none, and no more of the fraction than there is.</summary>
    /// <param name="value">The time.</param>
    /// <param name="destination">At least <see cref="MaxTimeLength"/> characters.</param>
    /// <returns>How many characters were written.</returns>
    public static int Format(DateTimeOffset value, Span<char> destination)
    {
        value.TryFormat(destination, out var written, LocalFormat, CultureInfo.InvariantCulture);
        if (value.Offset == TimeSpan.Zero)
        {
            destination[written] = 'Z';
            return written + 1;
        }

        value.TryFormat(destination[written..], out var offset, "zzz", CultureInfo.InvariantCulture);
        return written + offset;
    }

    /// <summary>Writes an <c>xs:dateTime</c> without an offset.</summary>
    /// <param name="value">The time, of the kind <see cref="DateTimeKind.Unspecified"/>, as
    /// <see cref="DateTimeOffset.DateTime"/> has it.</param>
    /// <param name="destination">At least <see cref="MaxTimeLength"/> characters.</param>
    /// <returns>How many characters were written.</returns>
    /// <exception cref="ArgumentException">The time is in UTC or in the machine's zone: written like this, that would be lost.</exception>
    public static int Format(DateTime value, Span<char> destination)
    {
        if (value.Kind != DateTimeKind.Unspecified)
        {
            throw new ArgumentException("A time of a known zone is written with its offset: give a DateTimeOffset.", nameof(value));
        }

        value.TryFormat(destination, out var written, LocalFormat, CultureInfo.InvariantCulture);
        return written;
    }

    /// <summary>Writes an <c>xs:date</c>.</summary>
    /// <param name="value">The day.</param>
    /// <param name="destination">At least <see cref="MaxTimeLength"/> characters.</param>
    /// <returns>How many characters were written.</returns>
    public static int Format(DateOnly value, Span<char> destination)
    {
        value.TryFormat(destination, out var written, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        return written;
    }

    private static bool TryDate(ReadOnlySpan<char> text, out DateOnly date)
    {
        date = default;
        if (text[4] != '-' || text[7] != '-')
        {
            return false;
        }

        if (!TryNumber(text[..4], out var year) || !TryNumber(text[5..7], out var month) || !TryNumber(text[8..], out var day))
        {
            return false;
        }

        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        date = new DateOnly(year, month, day);
        return true;
    }

    private static bool TryTime(ReadOnlySpan<char> text, out long ticks, out int used)
    {
        ticks = 0;
        used = 8;
        if (text.Length < 8 || text[2] != ':' || text[5] != ':')
        {
            return false;
        }

        if (!TryNumber(text[..2], out var hour) || !TryNumber(text[3..5], out var minute) || !TryNumber(text[6..8], out var second))
        {
            return false;
        }

        if (hour > 24 || minute > 59 || second > 59)
        {
            return false;
        }

        var fraction = 0L;
        var nonZero = false;
        if (text.Length > 8 && text[8] == '.')
        {
            var weight = TimeSpan.TicksPerSecond / 10;
            for (used = 9; used < text.Length && char.IsAsciiDigit(text[used]); used++)
            {
                nonZero |= text[used] != '0';
                fraction += (text[used] - '0') * weight;
                weight /= 10;
            }

            if (used == 9)
            {
                return false;
            }
        }

        ticks = ((hour * 60L + minute) * 60 + second) * TimeSpan.TicksPerSecond + fraction;
        // 24:00:00 is the midnight that ends the day, and nothing after it.
        return hour < 24 || (minute == 0 && second == 0 && !nonZero);
    }

    private static bool TryOffset(ReadOnlySpan<char> text, out TimeSpan offset)
    {
        offset = TimeSpan.Zero;
        if (text.IsEmpty || text is "Z")
        {
            return true;
        }

        if (text.Length != 6 || text[0] is not ('+' or '-') || text[3] != ':')
        {
            return false;
        }

        if (!TryNumber(text[1..3], out var hours) || !TryNumber(text[4..], out var minutes) || minutes > 59)
        {
            return false;
        }

        offset = new TimeSpan(hours, minutes, 0);
        if (offset > MaxOffset)
        {
            return false;
        }

        if (text[0] == '-')
        {
            offset = -offset;
        }

        return true;
    }

    private static bool TryNumber(ReadOnlySpan<char> text, out int value)
    {
        value = 0;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c))
            {
                return false;
            }

            value = value * 10 + (c - '0');
        }

        return true;
    }
}
