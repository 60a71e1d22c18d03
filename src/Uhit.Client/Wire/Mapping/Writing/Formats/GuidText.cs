namespace Uhit.Client.Wire.Mapping.Writing.Formats;

/// <summary>Our numbers, 32 hexadecimal digits, as GUIDs with dashes, as <c>ser:guid</c> and <c>urn:uuid:</c> want them.</summary>
internal static class GuidText
{
    /// <summary>The word for it, in templates and in <c>contract.json</c>.</summary>
    public const string Word = "guid";

    private const string Urn = "urn:uuid:";

    /// <summary>With dashes; <see langword="null"/> where the text is none.</summary>
    public static string? WithDashes(string text) => Guid.TryParse(text, out var value) ? value.ToString("D") : null;

    /// <summary>Without dashes, as ours are, and without <c>urn:uuid:</c>; any other text stays as it is.</summary>
    public static string WithoutDashes(string text)
    {
        var number = text.AsSpan().Trim();
        number = number.StartsWith(Urn, StringComparison.OrdinalIgnoreCase) ? number[Urn.Length..] : number;
        return Guid.TryParseExact(number, "D", out var value) ? value.ToString("N") : text;
    }
}
