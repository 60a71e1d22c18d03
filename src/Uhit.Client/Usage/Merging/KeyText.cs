using System.Globalization;

namespace Uhit.Client.Usage.Merging;

/// <summary>Puts texts together so that no two lists of texts give the same one: null, empty and separators are told apart.</summary>
internal static class KeyText
{
    public static string Of(params ReadOnlySpan<string?> parts)
    {
        var text = new System.Text.StringBuilder();
        foreach (var part in parts)
        {
            text.Append(part).Append(CultureInfo.InvariantCulture, $"|{part?.Length ?? -1}|");
        }

        return text.ToString();
    }
}
