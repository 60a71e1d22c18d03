using System.Globalization;

namespace Uhit.Client.Inquiries.Rules;

/// <summary>The rules of the contract's <c>Text</c>: 1 to 200 code points, none of them a control character;
/// and ours: none that can't be seen or was lost.</summary>
internal static class TextRules
{
    private const int MaxLength = 200;

    // What a decoder puts where it could not read.
    private const char Lost = '\uFFFD';

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
    public static void CheckOptional(ErrorList errors, string field, string? text, int maxLength = MaxLength)
    {
        if (text is not null && string.IsNullOrWhiteSpace(text))
        {
            errors.Add(InquiryErrorCode.InvalidText, field, $"{field} is empty: leave it null.");
        }
        else if (text is not null)
        {
            CheckContent(errors, field, text, maxLength);
        }
    }

    /// <summary>Whether a text has something that must never leave: characters that were lost in
    /// decoding, or that XML can't carry.</summary>
    public static bool IsDamaged(string? text) =>
        text is not null && (text.Contains(Lost) || !IsCarriedByXml(text));

    private static bool CheckContent(ErrorList errors, string field, string text, int maxLength)
    {
        if (WrongWith(text) is { } wrong)
        {
            errors.Add(InquiryErrorCode.InvalidText, field, $"{field} {wrong}");
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

    private static string? WrongWith(string text)
    {
        if (text.AsSpan().ContainsAny('\r', '\n', '\t'))
        {
            return "has a line break or a tab: write it in one line.";
        }

        if (text.Contains(Lost))
        {
            return "has characters that were lost (U+FFFD): its source was read in another encoding than it was written in. Take it from "
                + "its source again.";
        }

        if (!IsCarriedByXml(text))
        {
            return "has control characters, or half of a character, which XML can't carry: write it again.";
        }

        return DisplayText.HasHidden(text)
            ? $"has a character that can't be seen ({NameOfHidden(text)}), often from copying: write it again."
            : null;
    }

    private static string NameOfHidden(string text) =>
        string.Create(CultureInfo.InvariantCulture, $"U+{text.EnumerateRunes().First(DisplayText.IsHidden).Value:X4}");

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
