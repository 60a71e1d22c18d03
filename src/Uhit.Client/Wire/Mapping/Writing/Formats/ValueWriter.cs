using System.Globalization;
using Uhit.Client.Usage;
using Uhit.Client.Wire.Mapping.Model;
using Uhit.Client.Wire.Mapping.Writing.Values;

namespace Uhit.Client.Wire.Mapping.Writing.Formats;

/// <summary>Writes values of one placeholder as text.</summary>
internal sealed class ValueWriter(ValueKind kind, ValueFormat format, CodeTable? codes, TimeZoneInfo zone)
{
    private const decimal MostDigits = 1e26m;
    private const string LocalTime = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF";
    private const string UtcTime = LocalTime + "'Z'";

    /// <summary>Whether the value can have no other codes than ours: one that the table does not have can't be said.</summary>
    public bool IsClosed { get; init; }

    /// <summary>Whether it is a number of ours that comes back, and has to be the same then.</summary>
    public bool IsOurs { get; init; }

    /// <summary>The text; <see langword="null"/> where the contract has no way to say it.</summary>
    /// <param name="value">The value.</param>
    /// <param name="frame">Where it is from.</param>
    public string? Write(object value, ValueFrame frame)
    {
        var text = kind switch
        {
            ValueKind.Date => Write((DateOnly)value, frame),
            ValueKind.Time => Write((DateTimeOffset)value, frame),
            ValueKind.Number or ValueKind.Integer => WriteNumber(value, frame),
            ValueKind.Boolean => Write((bool)value),
            _ => (string)value,
        };
        text = format.DigitsOnly && text is not null ? string.Concat(text.Where(char.IsAsciiDigit)) : text;
        text = format.IsGuid && text is not null ? GuidText.WithDashes(text, IsOurs) : text;
        text = codes is not null && text is not null ? ToTheirs(codes, text) : text;
        return text is not null && XmlText.IsXml(text) ? text : null;
    }

    // One that is in no table goes as it is, as it came: but not where it would be taken for another there.
    private string? ToTheirs(CodeTable codes, string ours) =>
        codes.ToTheirs.GetValueOrDefault(ours) ?? (IsClosed || codes.Others is not null || codes.ToOurs.ContainsKey(ours) ? null : ours);

    private string? Write(DateOnly date, ValueFrame frame)
    {
        if (format.Inclusive)
        {
            if (date == DateOnly.MinValue)
            {
                return null;
            }

            date = date.AddDays(-1);
        }
        else if (format.Exclusive)
        {
            if (date == DateOnly.MaxValue)
            {
                return null;
            }

            date = date.AddDays(1);
        }

        if (format.Form == TimeForm.Own)
        {
            return date.ToString(format.Pattern ?? "yyyy-MM-dd", CultureInfo.InvariantCulture);
        }

        // The time at which the day begins, by the clock of that day.
        var midnight = date.ToDateTime(TimeOnly.MinValue, DateTimeKind.Unspecified);
        return ClockTime.At(midnight, zone.GetUtcOffset(midnight)) is { } time ? Write(time, frame) : null;
    }

    private string Write(DateTimeOffset time, ValueFrame frame)
    {
        if (format.Aspect != TimeAspect.Time)
        {
            return AspectOf(time, frame);
        }

        if (format.Marks is { } marks)
        {
            return zone.IsDaylightSavingTime(time) ? marks.On : marks.Off;
        }

        if (format is { Form: TimeForm.Own, Pattern: null })
        {
            Span<char> text = stackalloc char[XmlText.MaxTimeLength];
            return text[..XmlText.Format(time, text)].ToString();
        }

        time = format.Form switch
        {
            TimeForm.Utc => time.ToUniversalTime(),
            TimeForm.Clock => time,
            _ => TimeZoneInfo.ConvertTime(time, zone),
        };
        return time.ToString(format.Pattern ?? (format.Form == TimeForm.Utc ? UtcTime : LocalTime), CultureInfo.InvariantCulture);
    }

    private string AspectOf(DateTimeOffset time, ValueFrame frame) => format.Aspect switch
    {
        TimeAspect.UnixSeconds => time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        TimeAspect.UnixMilliseconds => time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
        TimeAspect.OffsetMinutes => ((int)zone.GetUtcOffset(time).TotalMinutes).ToString(CultureInfo.InvariantCulture),
        TimeAspect.ClockOffsetMinutes => ((int)time.Offset.TotalMinutes).ToString(CultureInfo.InvariantCulture),
        TimeAspect.ClockOffset => time.ToString("zzz", CultureInfo.InvariantCulture),
        TimeAspect.IntervalNumber => NumberOf(time, frame).ToString(CultureInfo.InvariantCulture),
        _ => TimeZoneInfo.ConvertTime(time, zone).ToString("zzz", CultureInfo.InvariantCulture),
    };

    // By instants: a day of 23 or 25 hours has so many intervals.
    private long NumberOf(DateTimeOffset end, ValueFrame frame)
    {
        var interval = SeriesOf(frame)?.Interval ?? TimeSpan.FromMinutes(15);
        var start = TimeZoneInfo.ConvertTime(end - interval, zone);
        var midnight = new DateTimeOffset(start.Date, zone.GetUtcOffset(start.Date));
        return (end - midnight).Ticks / interval.Ticks;
    }

    private static IntervalSeries? SeriesOf(ValueFrame? frame)
    {
        while (frame is not null and { Item: not IntervalSeries })
        {
            frame = frame.Outer;
        }

        return frame?.Item as IntervalSeries;
    }

    private string Write(bool value) => format.Marks is { } marks ? (value ? marks.On : marks.Off) : value ? "true" : "false";

    // A number that the factor would round is not written: the other side would read another one.
    private string? WriteNumber(object value, ValueFrame frame)
    {
        var number = Convert.ToDecimal(value, CultureInfo.InvariantCulture);
        try
        {
            var written = format.AveragePower ? PowerOf(number, frame) : number;
            if (written is { } power && format.Scale != 1)
            {
                written = Divide(power, format.Scale);
            }

            var text = written?.ToString(format.Pattern, CultureInfo.InvariantCulture);
            return format.IsDuration && text is not null ? $"PT{text}M" : text;
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    private static decimal? PowerOf(decimal energy, ValueFrame frame)
    {
        var minutes = (decimal)(SeriesOf(frame)?.Interval.TotalMinutes ?? 60);
        return Divide(energy * 60, minutes);
    }

    // Only what comes out even: a quotient that fills the type was cut. A division leaves zeros that nobody wrote.
    private static decimal? Divide(decimal number, decimal by)
    {
        var quotient = number / by / 1.0000000000000000000000000000m;
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(quotient, bits);
        var digits = new decimal(bits[0], bits[1], bits[2], false, 0);
        return digits < MostDigits && quotient * by == number ? quotient : null;
    }
}
