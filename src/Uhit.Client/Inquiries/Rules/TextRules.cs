using System.Text;

namespace Uhit.Client.Inquiries.Rules;

/// <summary>The rules of the contract's <c>Text</c>: 1 to 200 code points, none of them a control character.</summary>
internal static class TextRules
{
    private const int MaxLength = 200;

    /// <summary>Whether a text that must be there is there and in order.</summary>
    public static bool CheckRequired(ErrorList errors, string field, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            errors.Add(InquiryErrorCode.MissingField, field, $"{field} is missing.");
            return false;
        }

        return CheckContent(errors, field, text, MaxLength);
    }

    /// <summary>Whether a text is in order where it is there.</summary>
    public static bool CheckOptional(ErrorList errors, string field, string? text, int maxLength = MaxLength)
    {
        if (text is not null && string.IsNullOrWhiteSpace(text))
        {
            errors.Add(InquiryErrorCode.InvalidText, field, $"{field} is empty: leave it null.");
            return false;
        }

        return text is null || CheckContent(errors, field, text, maxLength);
    }

    private static bool CheckContent(ErrorList errors, string field, string text, int maxLength)
    {
        if (!IsCarriedByXml(text))
        {
            errors.Add(InquiryErrorCode.InvalidText, field, $"{field} has control characters, or characters that XML can't carry.");
            return false;
        }

        var length = text.EnumerateRunes().Count();
        if (length > maxLength)
        {
            errors.Add(InquiryErrorCode.TextTooLong, field, $"{field} has {length} characters, {maxLength} are allowed.");
            return false;
        }

        return true;
    }

    private static bool IsCarriedByXml(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]) || char.IsControl(text[i]) || text[i] is '\uFFFE' or '\uFFFF')
            {
                return false;
            }
        }

        return true;
    }
}
