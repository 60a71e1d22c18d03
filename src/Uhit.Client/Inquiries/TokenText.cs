using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Uhit.Client.Inquiries;

/// <summary>What identifiers of the contract have in common: <c>xs:token</c> of a bounded length.</summary>
internal static class TokenText
{
    /// <summary>Collapses white space as <c>xs:token</c> does, then checks the length in code
    /// points and refuses what can't be seen.</summary>
    public static bool TryNormalize(string? text, int maxLength, [NotNullWhen(true)] out string? token) =>
        TryNormalize(text, maxLength, DisplayText.IsHidden, out token);

    /// <summary>The same for what is stored: versions before the first with this rule refused control characters
    /// alone, and what they took must be read for ever.</summary>
    public static bool TryRead(string? text, int maxLength, [NotNullWhen(true)] out string? token) =>
        TryNormalize(text, maxLength, Rune.IsControl, out token);

    private static bool TryNormalize(string? text, int maxLength, Func<Rune, bool> isRefused, [NotNullWhen(true)] out string? token)
    {
        token = null;
        if (text is null)
        {
            return false;
        }

        var collapsed = Collapse(text);
        var length = 0;
        foreach (var rune in collapsed.EnumerateRunes())
        {
            // An unpaired surrogate enumerates as U+FFFD: neither XML nor UTF-8 can carry it.
            if (isRefused(rune) || rune == Rune.ReplacementChar)
            {
                return false;
            }

            length++;
        }

        if (length == 0 || length > maxLength)
        {
            return false;
        }

        token = collapsed;
        return true;
    }

    /// <summary>The text without white space at its ends, runs of it inside being one blank: padding tells nothing apart.</summary>
    public static string Strip(string text) => Collapse(text.Trim());

    /// <summary>The same; <see langword="null"/> where nothing is left.</summary>
    public static string? StripOrNull(string? text) => text is null || Strip(text) is not { Length: > 0 } stripped ? null : stripped;

    private static string Collapse(string text)
    {
        const string WhiteSpace = " \t\r\n";
        if (text.AsSpan().IndexOfAny('\t', '\r', '\n') < 0 && !text.Contains("  ")
            && !text.StartsWith(' ') && !text.EndsWith(' '))
        {
            return text;
        }

        return string.Join(' ', text.Split(WhiteSpace.ToCharArray(), StringSplitOptions.RemoveEmptyEntries));
    }
}
