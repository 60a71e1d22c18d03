using System.Text;
using Uhit.Client.Inquiries;

namespace Uhit.Client.Usage;

/// <summary>Reads a code: without padding, and as the one that is known where only the case of its letters differs.</summary>
internal static class CodeText
{
    /// <summary>The code; <see langword="null"/> for a blank text, which is that of <see langword="default"/>.</summary>
    public static string Of(string? text, string[] known)
    {
        if (text is null || Array.IndexOf(known, text) >= 0)
        {
            return text!;
        }

        var stripped = TokenText.StripOrNull(text);
        return Array.Find(known, code => Ascii.EqualsIgnoreCase(code, stripped)) ?? stripped!;
    }
}
