using System.Globalization;

namespace Uhit.Client.Wire.Mapping.Reading;

/// <summary>Reads dates and times by a format such as <c>MM/dd/yyyy HH:mm</c>. Hour 24 is the midnight that ends the day.</summary>
/// <remarks>Known are <c>yyyy yy MMM MM M dd d HH H hh h mm m ss s f tt zzz</c> as .NET means them; a letter in quotes, <c>T</c>, and
/// whatever is no letter stands for itself.</remarks>
internal sealed class TimeFormat
{
    private const string UnixSeconds = "unixSeconds";
    private const string UnixMilliseconds = "unixMilliseconds";
    private static readonly string[] Months = CultureInfo.InvariantCulture.DateTimeFormat.AbbreviatedMonthNames;
    private readonly Token[] _tokens;
    private readonly long _unixTicks;

    private TimeFormat(string text, Token[] tokens, long unixTicks = 0)
    {
        Text = text;
        _tokens = tokens;
        _unixTicks = unixTicks;
    }

    /// <summary>As it is written in the contract.</summary>
    public string Text { get; }

    /// <summary>Whether it says a day.</summary>
    public bool HasDate => _unixTicks > 0 || Has('d');

    /// <summary>Whether it says a time of day.</summary>
    public bool HasTime => _unixTicks > 0 || Has('H') || Has('h');

    /// <summary>Reads a format; <see langword="null"/> where it is none.</summary>
    public static TimeFormat? Parse(string text, out string? problem)
    {
        problem = null;
        switch (text)
        {
            case UnixSeconds:
                return new TimeFormat(text, [], TimeSpan.TicksPerSecond);
            case UnixMilliseconds:
                return new TimeFormat(text, [], TimeSpan.TicksPerMillisecond);
        }

        var tokens = new List<Token>();
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\'')
            {
                var end = text.IndexOf('\'', i + 1);
                if (end < 0)
                {
                    problem = "The quote is not closed.";
                    return null;
                }

                tokens.AddRange(text[(i + 1)..end].Select(literal => new Token('\'', 1, 1, literal)));
                i = end;
                continue;
            }

            var count = 1;
            while (i + count < text.Length && text[i + count] == c && char.IsAsciiLetter(c))
            {
                count++;
            }

            if (TokenOf(c, count) is not { } token)
            {
                problem = $"\"{new string(c, count)}\" is not known in a format. Known are yyyy yy MMM MM M dd d HH H hh h mm m ss s f tt "
                    + "zzz; put other letters in quotes.";
                return null;
            }

            tokens.Add(token);
            i += count - 1;
        }

        var format = new TimeFormat(text, [.. tokens]);
        problem = format.Missing();
        return problem is null ? format : null;
    }

    /// <summary>Reads a text by the format.</summary>
    public bool TryParse(ReadOnlySpan<char> text, out TimeParts parts)
    {
        parts = default;
        text = XmlText.Trim(text);
        return _unixTicks > 0 ? TryUnix(text, ref parts) : TryTokens(text, ref parts);
    }

    private static Token? TokenOf(char c, int count) => (c, count) switch
    {
        ('y', 4) => new Token('y', 4, 4),
        ('y', 2) => new Token('Y', 2, 2),
        ('M', 3) => new Token('N', 3, 3),
        ('M' or 'd' or 'H' or 'h' or 'm' or 's', 2) => new Token(c, 2, 2),
        ('M' or 'd' or 'H' or 'h' or 'm' or 's', 1) => new Token(c, 1, 2),
        ('f', <= 7) => new Token('f', count, count),
        ('F', <= 7) => new Token('f', 0, count),
        ('t', 2) => new Token('t', 2, 2),
        ('z', 3) => new Token('z', 1, 6),
        ('T', 1) => new Token('\'', 1, 1, c),
        _ when !char.IsLetter(c) => new Token('\'', 1, 1, c),
        _ => null,
    };

    private bool Has(char kind) => Array.Exists(_tokens, token => token.Kind == kind);

    private string? Missing()
    {
        var year = Has('y') || Has('Y');
        var month = Has('M') || Has('N');
        if ((year || month || Has('d')) && !(year && month && Has('d')))
        {
            return "A date has year, month and day.";
        }

        if (!HasDate && !HasTime)
        {
            return "A format says a date, a time of day or both.";
        }

        return Has('h') != Has('t') ? "`hh` and `tt` go together; `HH` counts to 24." : null;
    }

    private bool TryUnix(ReadOnlySpan<char> text, ref TimeParts parts)
    {
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count))
        {
            return false;
        }

        var ticks = DateTime.UnixEpoch.Ticks + ((Int128)count * _unixTicks);
        if (ticks < 0 || ticks > DateTime.MaxValue.Ticks)
        {
            return false;
        }

        var utc = new DateTime((long)ticks);
        parts = new TimeParts { Date = DateOnly.FromDateTime(utc), Time = utc.TimeOfDay, Offset = TimeSpan.Zero };
        return true;
    }

    private bool TryTokens(ReadOnlySpan<char> text, ref TimeParts parts)
    {
        var (year, month, day, hour, minute, second, fraction, afternoon) = (0, 0, 0, 0, 0, 0, 0L, -1);
        foreach (var token in _tokens)
        {
            switch (token.Kind)
            {
                case '\'':
                    if (text.IsEmpty || text[0] != token.Literal)
                    {
                        return false;
                    }

                    text = text[1..];
                    continue;
                case 'N':
                    if ((month = MonthOf(text)) == 0)
                    {
                        return false;
                    }

                    text = text[3..];
                    continue;
                case 't':
                    if (text.Length < 2 || !(afternoon = AfternoonOf(text)).Equals(afternoon & 1))
                    {
                        return false;
                    }

                    text = text[2..];
                    continue;
                case 'f':
                    if (!TryFraction(ref text, token, out fraction))
                    {
                        return false;
                    }

                    continue;
                case 'z':
                    if (!TryOffset(ref text, out var offset))
                    {
                        return false;
                    }

                    parts.Offset = offset;
                    continue;
            }

            if (!TryDigits(ref text, token, out var value))
            {
                return false;
            }

            switch (token.Kind)
            {
                case 'y':
                    year = value;
                    break;
                case 'Y':
                    year = 2000 + value;
                    break;
                case 'M':
                    month = value;
                    break;
                case 'd':
                    day = value;
                    break;
                case 'H' or 'h':
                    hour = value;
                    break;
                case 'm':
                    minute = value;
                    break;
                default:
                    second = value;
                    break;
            }
        }

        return text.IsEmpty && TryDate(year, month, day, ref parts) && TryTime(hour, minute, second, fraction, afternoon, ref parts);
    }

    private bool TryDate(int year, int month, int day, ref TimeParts parts)
    {
        if (!HasDate)
        {
            return true;
        }

        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        parts.Date = new DateOnly(year, month, day);
        return true;
    }

    private bool TryTime(int hour, int minute, int second, long fraction, int afternoon, ref TimeParts parts)
    {
        if (!HasTime)
        {
            return true;
        }

        if (afternoon >= 0)
        {
            if (hour is < 1 or > 12)
            {
                return false;
            }

            hour = (hour % 12) + (afternoon * 12);
        }

        if (minute > 59 || second > 59 || hour > 24 || (hour == 24 && (minute > 0 || second > 0 || fraction > 0)))
        {
            return false;
        }

        parts.Time = new TimeSpan((((((hour * 60L) + minute) * 60) + second) * TimeSpan.TicksPerSecond) + fraction);
        return true;
    }

    private static int MonthOf(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < 12 && text.Length >= 3; i++)
        {
            if (text[..3].Equals(Months[i], StringComparison.OrdinalIgnoreCase))
            {
                return i + 1;
            }
        }

        return 0;
    }

    private static int AfternoonOf(ReadOnlySpan<char> text) => text[..2] switch
    {
        "AM" or "am" => 0,
        "PM" or "pm" => 1,
        _ => 2,
    };

    private static bool TryDigits(ref ReadOnlySpan<char> text, Token token, out int value)
    {
        value = 0;
        var length = 0;
        while (length < text.Length && length < token.Max && char.IsAsciiDigit(text[length]))
        {
            value = (value * 10) + (text[length++] - '0');
        }

        text = text[length..];
        return length >= token.Min;
    }

    private static bool TryFraction(ref ReadOnlySpan<char> text, Token token, out long ticks)
    {
        ticks = 0;
        var length = 0;
        for (var weight = TimeSpan.TicksPerSecond / 10; length < text.Length
            && length < token.Max
            && char.IsAsciiDigit(text[length]); weight /= 10)
        {
            ticks += (text[length++] - '0') * weight;
        }

        text = text[length..];
        return length >= token.Min;
    }

    private static bool TryOffset(ref ReadOnlySpan<char> text, out TimeSpan offset)
    {
        offset = default;
        if (text.StartsWith("Z"))
        {
            text = text[1..];
            return true;
        }

        if (text.Length < 5 || !OffsetText.TryParse(text[..Math.Min(6, text.Length)], out offset))
        {
            return false;
        }

        text = text[(text[3] == ':' ? 6 : 5)..];
        return true;
    }

    /// <summary>One part of a format: a letter of it with the number of digits, or a character that stands for itself.</summary>
    private readonly record struct Token(char Kind, int Min, int Max, char Literal = '\0');

    /// <summary>A date, a time of day or both, as they are written: which instant that is, is decided elsewhere.</summary>
    internal struct TimeParts
    {
        /// <summary>The day; nothing where only a time is written.</summary>
        public DateOnly? Date;

        /// <summary>Since the day's midnight, 24:00 included; nothing where only a day is written.</summary>
        public TimeSpan? Time;

        /// <summary>The offset from UTC, where it is written.</summary>
        public TimeSpan? Offset;
    }
}
