using System.Globalization;
using Uhit.Client.Wire.Mapping.Model;
using Uhit.Client.Wire.Mapping.Reading;
using Uhit.Client.Wire.Mapping.Writing.Values;

namespace Uhit.Client.Wire.Mapping.Writing.Formats;

/// <summary>Reads back what <see cref="ValueWriter"/> writes: CNP's side of the messages that we send.</summary>
internal sealed class ValueReader(ValueKind kind, ValueFormat format, CodeTable? codes, TimeZoneInfo zone)
{
    private readonly TimeFormat? _pattern = format.Pattern is { } pattern && kind is ValueKind.Date or ValueKind.Time
        ? TimeFormat.Parse(pattern, out _)
        : null;

    /// <summary>What of the value the text says; <see langword="null"/> where it can't be read back.</summary>
    public ReadPart? Part => kind != ValueKind.Time ? ReadPart.Whole
        : format.Marks is not null ? ReadPart.Daylight
        : format.Aspect switch
        {
            TimeAspect.Offset or TimeAspect.ClockOffset or TimeAspect.OffsetMinutes or TimeAspect.ClockOffsetMinutes => ReadPart.Offset,
            TimeAspect.IntervalNumber => null,
            _ when _pattern is { HasDate: false } => ReadPart.Time,
            _ when _pattern is { HasTime: false } => ReadPart.Date,
            _ => ReadPart.Whole,
        };

    /// <summary>The value; <see langword="null"/> where the text is none.</summary>
    public object? Read(string text)
    {
        text = codes?.ToOurs.GetValueOrDefault(text.Trim()) ?? codes?.Others ?? text;
        return kind switch
        {
            ValueKind.Date => Date(text),
            ValueKind.Time => Time(text),
            ValueKind.Integer => decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var whole)
                && whole is >= int.MinValue and <= int.MaxValue
                && whole * format.Scale is >= int.MinValue and <= int.MaxValue and var scaled ? (int)scaled : null,
            ValueKind.Number => XmlText.TryParseDecimal(text, out var number) ? Scaled(number) : null,
            ValueKind.Boolean => Boolean(text.Trim()),
            ValueKind.Code => text.Trim(),
            _ when format.IsGuid => GuidText.WithoutDashes(text),
            _ => text,
        };
    }

    private decimal? Scaled(decimal number)
    {
        try
        {
            return number * format.Scale;
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    private bool? Boolean(string text) => format.Marks is { } marks
        ? text == marks.On ? true : text == marks.Off ? false : null
        : XmlText.TryParseBoolean(text, out var value) ? value : null;

    private DateOnly? Date(string text)
    {
        if (format.Form != TimeForm.Own)
        {
            return Time(text) is DateTimeOffset time ? Ours(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time, zone).DateTime)) : null;
        }

        if (_pattern is not null)
        {
            return _pattern.TryParse(text, out var parts) && parts.Date is { } day ? Ours(day) : null;
        }

        return XmlText.TryParseDate(text, out var date) ? Ours(date) : null;
    }

    private DateOnly Ours(DateOnly date) => format.Inclusive && date < DateOnly.MaxValue ? date.AddDays(1)
        : format.Exclusive && date > DateOnly.MinValue ? date.AddDays(-1)
        : date;

    private object? Time(string text)
    {
        switch (Part)
        {
            case ReadPart.Daylight:
                return text.Trim() == format.Marks!.Value.On;
            case ReadPart.Offset when format.Aspect is TimeAspect.OffsetMinutes or TimeAspect.ClockOffsetMinutes:
                return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var minutes)
                    ? TimeSpan.FromMinutes(minutes)
                    : null;
            case ReadPart.Offset:
                return OffsetText.TryParse(text.Trim(), out var offset) ? offset : null;
            case ReadPart.Date:
                return _pattern!.TryParse(text, out var dated) ? dated.Date : null;
            case ReadPart.Time:
                return _pattern!.TryParse(text, out var timed) ? timed.Time : null;
        }

        if (format.Aspect is TimeAspect.UnixSeconds or TimeAspect.UnixMilliseconds)
        {
            var unit = format.Aspect == TimeAspect.UnixSeconds ? TimeSpan.TicksPerSecond : TimeSpan.TicksPerMillisecond;
            return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count)
                ? FromUnix(count, unit)
                : null;
        }

        if (_pattern is not null)
        {
            return _pattern.TryParse(text, out var parts) && parts.Date is { } day
                && ClockTime.At(day, parts.Time ?? TimeSpan.Zero) is { } clock
                ? At(clock, parts.Offset)
                : null;
        }

        return XmlText.TryParseLocalTime(text, out var local) ? At(local, null)
            : XmlText.TryParseDateTime(text, offsetRequired: true, out var time) ? time
            : null;
    }

    private static DateTimeOffset? FromUnix(long count, long unit)
    {
        var ticks = ((Int128)count * unit) + DateTime.UnixEpoch.Ticks;
        return ticks < 0 || ticks > DateTime.MaxValue.Ticks ? null : new DateTimeOffset((long)ticks, TimeSpan.Zero);
    }

    private DateTimeOffset? At(DateTime local, TimeSpan? offset) =>
        ClockTime.At(local, offset
            ?? (format.Form == TimeForm.Utc ? TimeSpan.Zero : zone.GetUtcOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified))));
}
