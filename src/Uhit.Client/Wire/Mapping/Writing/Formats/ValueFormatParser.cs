using System.Globalization;
using Uhit.Client.Wire.Mapping.Model;
using Uhit.Client.Wire.Mapping.Writing.Values;

namespace Uhit.Client.Wire.Mapping.Writing.Formats;

/// <summary>Reads what follows the colon of a placeholder: words and one pattern, parted by <c>|</c>.</summary>
internal static class ValueFormatParser
{
    private static readonly string[] Forms = ["local", "utc", "clock"];
    private static readonly string[] Aspects =
        ["unixSeconds", "unixMilliseconds", "offset", "offsetMinutes", "clockOffset", "clockOffsetMinutes", "intervalNumber"];
    private static readonly string[] Words =
    [
        "local", "utc", "clock", "inclusive", "exclusive", "averagePower", "digits", "guid", "duration", .. Aspects, "zone(…)", "codes(…)",
        "scale(…)", "dst(…,…)", "yesNo(…,…)",
    ];

    /// <summary>The format; <see langword="null"/> where it does not fit the kind of value.</summary>
    public static ValueFormat? Parse(string? text, ValueKind kind, out string? problem)
    {
        problem = null;
        var format = ValueFormat.Plain;
        foreach (var part in (text ?? string.Empty).Split('|', StringSplitOptions.RemoveEmptyEntries))
        {
            format = Add(format, part, kind, out problem);
            if (problem is not null)
            {
                return null;
            }
        }

        problem = format is { Inclusive: true, Exclusive: true }
            ? "'inclusive' is the day before, and 'exclusive' the day after: only one of them can be meant."
            : PatternProblem(format, kind);
        return problem is null ? format : null;
    }

    private static ValueFormat Add(ValueFormat format, string part, ValueKind kind, out string? problem)
    {
        var word = part.Trim();
        problem = null;
        if (Array.IndexOf(Forms, word.Split(' ')[0]) is >= 0 and var form)
        {
            problem = Needs(kind is ValueKind.Time || (kind is ValueKind.Date && Forms[form] != "clock"), Forms[form], "a time");
            var pattern = word.IndexOf(' ', StringComparison.Ordinal) is > 0 and var blank ? word[(blank + 1)..].Trim() : format.Pattern;
            return format with { Form = (TimeForm)(form + 1), Pattern = pattern };
        }

        if (word.EndsWith(')') && word.IndexOf('(', StringComparison.Ordinal) is > 0 and var open)
        {
            return Call(format, word[..open], word[(open + 1)..^1], kind, out problem);
        }

        if (Array.IndexOf(Aspects, word) is >= 0 and var aspect)
        {
            problem = Needs(kind is ValueKind.Time, word, "a time");
            return format with { Aspect = (TimeAspect)(aspect + 1) };
        }

        switch (word)
        {
            case "inclusive":
                problem = Needs(kind is ValueKind.Date, word, "a date");
                return format with { Inclusive = true };
            case "exclusive":
                problem = Needs(kind is ValueKind.Date, word, "a date");
                return format with { Exclusive = true };
            case "averagePower":
                problem = Needs(kind is ValueKind.Number, word, "a quantity");
                return format with { AveragePower = true };
            case "digits":
                problem = Needs(kind is ValueKind.Text, word, "a text");
                return format with { DigitsOnly = true };
            case "guid":
                problem = Needs(kind is ValueKind.Text, word, "a number of ours");
                return format with { IsGuid = true };
            case "duration":
                problem = Needs(kind is ValueKind.Integer, word, "a number of minutes");
                return format with { IsDuration = true };
            default:
                problem = kind is ValueKind.Date or ValueKind.Time or ValueKind.Number or ValueKind.Integer ? null : Unknown(word);
                return format with { Pattern = part };
        }
    }

    private static ValueFormat Call(ValueFormat format, string word, string arguments, ValueKind kind, out string? problem)
    {
        var marks = arguments.Split(',', StringSplitOptions.TrimEntries);
        switch (word)
        {
            case "codes":
                problem = Needs(kind is not (ValueKind.Date or ValueKind.Time), word, "a code, a text, a number or yes and no");
                return format with { Codes = arguments.Trim() };
            case "zone":
                problem = Needs(kind is ValueKind.Time, word, "a time")
                    ?? (ZoneNames.Find(arguments.Trim()) is null ? $"'{DisplayText.Of(arguments)}' is no time zone." : null);
                return format with { Zone = arguments.Trim() };
            case "scale":
                var isNumber = decimal.TryParse(arguments, NumberStyles.Float, CultureInfo.InvariantCulture, out var scale) && scale != 0;
                problem = isNumber
                    ? Needs(kind is ValueKind.Number or ValueKind.Integer, word, "a number")
                    : "scale(…) takes a number other than zero, such as scale(0.001).";
                return format with { Scale = isNumber ? scale : 1 };
            case "dst" or "yesNo":
                problem = marks.Length != 2 || marks[0] == marks[1] ? $"{word}(…) takes two different marks, such as {word}(Y,N)."
                    : word == "dst" ? Needs(kind is ValueKind.Time, word, "a time") : Needs(kind is ValueKind.Boolean, word, "yes and no");
                return problem is null ? format with { Marks = (marks[0], marks[1]), IsDaylightMark = word == "dst" } : format;
            default:
                problem = Unknown(word);
                return format;
        }
    }

    private static string? PatternProblem(ValueFormat format, ValueKind kind)
    {
        if (format.Pattern is not { } pattern)
        {
            return null;
        }

        try
        {
            // Any value will do: a pattern is wrong for all or for none.
            var sample = kind switch
            {
                ValueKind.Date when format.Form == TimeForm.Own => DateOnly.MaxValue.ToString(pattern, CultureInfo.InvariantCulture),
                ValueKind.Date or ValueKind.Time => DateTimeOffset.UnixEpoch.ToString(pattern, CultureInfo.InvariantCulture),
                ValueKind.Integer => 1.ToString(pattern, CultureInfo.InvariantCulture),
                _ => 1.5m.ToString(pattern, CultureInfo.InvariantCulture),
            };
            return sample.Any(char.IsAsciiDigit) ? null : NoPattern(pattern, kind);
        }
        catch (FormatException)
        {
            return NoPattern(pattern, kind);
        }
    }

    private static string NoPattern(string pattern, ValueKind kind) =>
        $"'{DisplayText.Of(pattern)}' is no format for this value. A date has one such as yyyyMMdd, a time such as local yyyyMMddHHmm, a "
        + "number such as 0.000."
        + (NearestName.Of(pattern, Words) is { } near ? $" Did you mean \"{near}\"?" : string.Empty)
        + (kind == ValueKind.Date
            ? " Of a date, 'exclusive' is the day after it, for an end that is not part of the period, and 'inclusive' the day before it."
            : string.Empty);

    private static string? Needs(bool holds, string word, string kind) =>
        holds ? null : $"'{word}' is a format of {kind}, and this is none.";

    private static string Unknown(string word) => $"'{DisplayText.Of(word)}' is no format.{NearestName.Hint(word, Words)}";
}
