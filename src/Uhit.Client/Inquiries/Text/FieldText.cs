using System.Globalization;
using System.Text.RegularExpressions;
using Uhit.Client.Inquiries.Rules;

namespace Uhit.Client.Inquiries.Text;

/// <summary>Reads single fields.</summary>
internal static partial class FieldText
{
    private static readonly string[] DateForms = ["yyyy-MM-dd", "yyyy/MM/dd", "M/d/yyyy"];

    private static readonly string[] TimeForms = ["H:mm", "H:mm:ss", "H:mm:ss.FFFFFFF", "h:mm tt", "h:mm:ss tt"];

    public static string? Optional(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    public static string Required(string? text, string field, ErrorList errors)
    {
        if (Optional(text) is { } given)
        {
            return given;
        }

        errors.Add(InquiryErrorCode.MissingField, field, $"{field} is missing.");
        return string.Empty;
    }

    public static EsiId EsiId(string? text, string field, ErrorList errors)
    {
        var given = Required(text, field, errors);
        EsiId esiId = default;
        if (given.Length > 0 && !Uhit.Client.EsiId.TryParse(given, out esiId))
        {
            errors.Add(InquiryErrorCode.InvalidEsiId, field, WrongWithEsiId(given));
        }

        return esiId;
    }

    public static RequestedUsage Usage(string? text, string field, ErrorList errors)
    {
        var usage = Optional(text) switch
        {
            null => RequestedUsage.None,
            var given when Is(given, "Billing") => RequestedUsage.Billing,
            var given when Is(given, "Interval") => RequestedUsage.Interval,
            var given when Is(given, "BillingAndInterval") => RequestedUsage.BillingAndInterval,
            _ => (RequestedUsage?)null,
        };
        if (usage == RequestedUsage.None)
        {
            errors.Add(InquiryErrorCode.NoUsageRequested, field, "neither billing nor interval history is asked for.");
        }
        else if (usage is null)
        {
            errors.Add(InquiryErrorCode.InvalidUsageRequested, field, "the kind of history is Billing, Interval or BillingAndInterval.");
        }

        return usage ?? RequestedUsage.None;
    }

    public static DateOnly RequiredDate(string? text, string field, ErrorList errors)
    {
        var given = Required(text, field, errors);
        return given.Length == 0 ? default : Date(given, field, errors);
    }

    public static DateOnly? Expiry(string? text, string field, ErrorList errors) =>
        Optional(text) is not { } given || Is(given, "Unlimited") ? null : Date(given, field, errors);

    public static bool YesOrNo(string? text, string field, ErrorList errors)
    {
        var answer = Optional(text) switch
        {
            null => false,
            var given when Is(given, "true") || Is(given, "yes") => true,
            var given when Is(given, "false") || Is(given, "no") => false,
            _ => (bool?)null,
        };
        if (answer is null)
        {
            errors.Add(InquiryErrorCode.InvalidBoolean, field, $"{field} is true, false, yes or no.");
        }

        return answer ?? false;
    }

    // Not by ToUpper, which makes an S of U+017F.
    private static bool Is(string text, string word) => text.Equals(word, StringComparison.OrdinalIgnoreCase);

    private static string WrongWithEsiId(string text) =>
        IsNumber().IsMatch(text) ? "the ESI ID is written as a number, such as 1.0089E+21: a spreadsheet or a program has cut its last "
            + "digits. Take it from its source again, into a column of text."
        : DisplayText.HasHidden(text) ? "the ESI ID has a character that can't be seen, often from copying: write it again."
        : "the ESI ID is none: it is \"10\", the five digits of the utility and 1 to 29 digits of the premise. A spreadsheet may have "
            + "rounded it: keep it as text.";

    private static DateOnly Date(string text, string field, ErrorList errors)
    {
        // Spreadsheets write a day as its midnight.
        var parts = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Split((char[])[' ', 'T'], 2);
        if (!DateOnly.TryParseExact(parts[0], DateForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            errors.Add(
                InquiryErrorCode.InvalidDate,
                field,
                $"{field} is no date: write 2025-01-31, or 01/31/2025 with the month first.{HintOf(parts[0])}");
            return default;
        }

        if (parts.Length > 1
            && !(TimeOnly.TryParseExact(parts[1], TimeForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
                && time == TimeOnly.MinValue))
        {
            errors.Add(
                InquiryErrorCode.InvalidDate,
                field,
                $"{field} has a time of day or a time zone: write the day alone, in Central Prevailing Time, such as 2025-01-31.");
            return default;
        }

        return date;
    }

    private static string HintOf(string text) =>
        IsSerial().IsMatch(text) ? " It is a spreadsheet's number of a day: format the column as a date."
        : IsShortYear().IsMatch(text) ? " The year has four digits."
        : IsDayFirst().IsMatch(text) ? " Is the day written first?"
        : string.Empty;

    // 1.0089E+21, 1,008,901,023,456,780,000,000, 1008901023456780000000.0: what programs make of 22 digits.
    [GeneratedRegex(@"^\d+(([.,' ]\d+)+([eE][+-]?\d+)?|[eE][+-]?\d+)$")]
    private static partial Regex IsNumber();

    [GeneratedRegex(@"^\d{5}$")]
    private static partial Regex IsSerial();

    [GeneratedRegex(@"^\d{1,2}[/.-]\d{1,2}[/.-]\d{2}$")]
    private static partial Regex IsShortYear();

    [GeneratedRegex(@"^(1[3-9]|2\d|3[01])[/.-]\d{1,2}[/.-]\d{4}$|^\d{1,2}\.\d{1,2}\.\d{4}$")]
    private static partial Regex IsDayFirst();
}
