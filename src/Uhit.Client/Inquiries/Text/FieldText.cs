using System.Globalization;
using Uhit.Client.Inquiries.Rules;

namespace Uhit.Client.Inquiries.Text;

/// <summary>Reads single fields.</summary>
internal static class FieldText
{
    private static readonly string[] DateForms = ["yyyy-MM-dd", "MM/dd/yyyy", "M/d/yyyy"];

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
        if (given.Length > 0 && !Inquiries.EsiId.TryParse(given, out esiId))
        {
            errors.Add(
                InquiryErrorCode.InvalidEsiId,
                field,
                "the ESI ID is none: it is \"10\", the five digits of the utility and 1 to 29 digits of the premise. A spreadsheet may have rounded it: keep it as text.");
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

    private static DateOnly Date(string text, string field, ErrorList errors)
    {
        if (DateOnly.TryParseExact(text, DateForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return date;
        }

        errors.Add(InquiryErrorCode.InvalidDate, field, $"{field} is no date: write 2025-01-31 or 01/31/2025.");
        return default;
    }
}
