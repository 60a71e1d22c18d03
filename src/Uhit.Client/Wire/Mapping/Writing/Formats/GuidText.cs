namespace Uhit.Client.Wire.Mapping.Writing.Formats;

/// <summary>Our numbers, 32 hexadecimal digits, as GUIDs with dashes, as <c>ser:guid</c> and <c>urn:uuid:</c> want them.</summary>
internal static class GuidText
{
    /// <summary>The word for it, in templates and in <c>contract.json</c>.</summary>
    public const string Word = "guid";

    private const string Urn = "urn:uuid:";

    /// <summary>With dashes; <see langword="null"/> where the text is none.</summary>
    /// <param name="text">The number.</param>
    /// <param name="mustReturn">Whether it has to be the same number once it is read back: a
    /// number of ours that an inquiry is found by.</param>
    public static string? WithDashes(string text, bool mustReturn) =>
        Guid.TryParse(text, out var value) && (!mustReturn || text == value.ToString("N")) ? value.ToString("D") : null;

    /// <summary>Without dashes and in lower case, as ours are, and without <c>urn:uuid:</c> or
    /// braces; any other text stays as it is.</summary>
    public static string WithoutDashes(string text)
    {
        var number = text.AsSpan().Trim();
        number = number.StartsWith(Urn, StringComparison.OrdinalIgnoreCase) ? number[Urn.Length..] : number;
        return Guid.TryParseExact(number, "D", out var value)
            || Guid.TryParseExact(number, "N", out value)
            || Guid.TryParseExact(number, "B", out value) ? value.ToString("N") : text;
    }
}
