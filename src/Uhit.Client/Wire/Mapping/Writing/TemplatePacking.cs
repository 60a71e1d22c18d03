namespace Uhit.Client.Wire.Mapping.Writing;

/// <summary>How a payload stands in an element's text: from the inside out what it is, how it is
/// compressed, how its bytes are written.</summary>
internal sealed record TemplatePacking(string Content, string? Compression, string? Encoding)
{
    private static readonly string[] Contents = ["xml", "csv", "text"];
    private static readonly string[] Compressions = ["gzip", "zip", "deflate"];
    private static readonly string[] Encodings = ["base64", "hex"];

    /// <summary>Reads words such as <c>base64 gzip csv</c>, in any order.</summary>
    public static TemplatePacking? Parse(string text, out string? problem)
    {
        var words = text.Split([' ', ',', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
        var packing = new TemplatePacking(One(words, Contents) ?? "xml", One(words, Compressions), One(words, Encodings));
        var known = new[] { Contents, Compressions, Encodings };
        problem = words.FirstOrDefault(word => !known.Any(group => group.Contains(word, StringComparer.Ordinal))) is { } unknown
                ? $"'{DisplayText.Of(unknown)}' is no way of packing. There are: {string.Join(", ", known.SelectMany(group => group))}."
            : known.Any(group => words.Count(word => group.Contains(word, StringComparer.Ordinal)) > 1)
            ? "A payload has one content, one compression and one encoding."
            : packing is { Compression: not null, Encoding: null }
            ? "Compressed bytes can stand in XML as base64 or hex only: add one of the two."
            : null;
        return problem is null ? packing : null;
    }

    private static string? One(string[] words, string[] group) =>
        words.FirstOrDefault(word => group.Contains(word, StringComparer.Ordinal));
}
