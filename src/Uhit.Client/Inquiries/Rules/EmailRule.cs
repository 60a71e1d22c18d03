namespace Uhit.Client.Inquiries.Rules;

/// <summary>Whether a text is an e-mail address, as people have them: no quoted names, no comments, no addresses in brackets.</summary>
/// <remarks>RFC 5321 4.5.3.1 for the lengths. One pass over the text: no pattern that a hostile text could slow down.</remarks>
internal static class EmailRule
{
    private const int MaxLength = 254;
    private const int MaxNameLength = 64;
    private const int MaxLabelLength = 63;

    public static bool IsValid(string text)
    {
        var at = text.IndexOf('@');
        return text.Length <= MaxLength && at > 0 && at <= MaxNameLength && IsName(text.AsSpan(0, at)) && IsDomain(text.AsSpan(at + 1));
    }

    private static bool IsName(ReadOnlySpan<char> name)
    {
        foreach (var part in name.Split('.'))
        {
            if (!IsWord(name[part], "!#$%&'*+/=?^_`{|}~-"))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsDomain(ReadOnlySpan<char> domain)
    {
        var labels = 0;
        var lastIsNumber = false;
        foreach (var part in domain.Split('.'))
        {
            var label = domain[part];
            if (label.Length > MaxLabelLength || !IsWord(label, "-") || label[0] == '-' || label[^1] == '-')
            {
                return false;
            }

            lastIsNumber = !label.ContainsAnyExceptInRange('0', '9');
            labels++;
        }

        return labels >= 2 && !lastIsNumber;
    }

    // Letters of every script: internationalised addresses are in use.
    private static bool IsWord(ReadOnlySpan<char> word, string alsoAllowed)
    {
        foreach (var character in word)
        {
            if (!char.IsLetterOrDigit(character) && !alsoAllowed.Contains(character))
            {
                return false;
            }
        }

        return !word.IsEmpty;
    }
}
