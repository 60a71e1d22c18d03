using System.Text;
using System.Text.RegularExpressions;
using Uhit.Client.Decompression;

namespace Uhit.Client.Wire.Decoding;

/// <summary>In which encoding an XML document is, by its first bytes and what is said about it.</summary>
/// <remarks>As RFC 7303 has it: a byte order mark says most, then the charset of the content type, then the document's own declaration;
/// UTF-8 otherwise. Bytes that can be no other are believed against all of them: the zeros of UTF-16, and a tag of one byte a character
/// where UTF-16 is said. What is declared has to be known even where it does not count.</remarks>
/// <param name="Encoding">The encoding.</param>
/// <param name="Mark">How long its byte order mark is.</param>
/// <param name="DeclaredAt">Where in its text, behind the mark, the name of the encoding is declared,
/// in characters; negative where it is not.</param>
/// <param name="DeclaredLength">How long that name is.</param>
internal readonly partial record struct DocumentEncoding(Encoding Encoding, int Mark, int DeclaredAt, int DeclaredLength)
{
    /// <summary>As many bytes as are looked at: a declaration has to end there.</summary>
    public const int MaxStart = 512;

    /// <summary>Whether the bytes can be read as they are: in UTF-8, and not declared to be something else.</summary>
    public bool IsPlain { get; private init; }

    /// <summary>How many bytes a character of the declaration has.</summary>
    public int Unit => TextEncodings.IsUtf16(Encoding) ? 2 : 1;

    /// <summary>Whether the start that was read says enough.</summary>
    public static bool IsEnough(ReadOnlySpan<byte> start) =>
        start.Length >= MaxStart || start is [(byte)'<', not 0 and not (byte)'?', ..] || start.IndexOf("?>"u8) >= 0;

    /// <exception cref="DecodingException">The encoding is not read here.</exception>
    public static DocumentEncoding Of(ReadOnlySpan<byte> start, string? charset)
    {
        start = start[..Math.Min(start.Length, MaxStart)];
        var (marked, mark) = MarkOf(start);
        var sniffed = marked ?? Sniff(start);
        var text = (sniffed switch { "utf-16" => Encoding.Unicode, "utf-16BE" => Encoding.BigEndianUnicode, _ => Encoding.Latin1 })
            .GetString(start[mark..]);
        var declared = Declared().Match(text).Groups["name"];
        var own = declared.Success ? OfDeclaration(declared.Value) : null;
        var encoding = sniffed is not null ? Known(sniffed) : charset is not null ? Known(charset) : own ?? Known("utf-8");
        if (TextEncodings.IsUtf16(encoding) && start is [(byte)'<', not 0, ..])
        {
            // What .NET's StringWriter declares, written as UTF-8.
            encoding = Known("utf-8");
        }

        return new DocumentEncoding(encoding, mark, declared.Success ? declared.Index : -1, declared.Length)
        {
            IsPlain = TextEncodings.IsUtf8(encoding)
                && (!declared.Success || declared.Value.Equals("utf-8", StringComparison.OrdinalIgnoreCase)),
        };
    }

    // Web servers write utf8; in a declaration it is no name of IANA's, and XML parsers refuse it.
    private static Encoding OfDeclaration(string name) => name.Equals("utf8", StringComparison.OrdinalIgnoreCase)
        ? throw DecodingException.NotTaken("The message names an encoding that is not known here.")
        : Known(name);

    private static Encoding Known(string name) =>
        TextEncodings.Find(name) ?? throw DecodingException.NotTaken("The message names an encoding that is not known here.");

    private static (string? Name, int Length) MarkOf(ReadOnlySpan<byte> start) => start switch
    {
        [0xEF, 0xBB, 0xBF, ..] => ("utf-8", 3),
        [0xFE, 0xFF, ..] => ("utf-16BE", 2),
        [0xFF, 0xFE, ..] => ("utf-16", 2),
        _ => (null, 0),
    };

    private static string? Sniff(ReadOnlySpan<byte> start) => start switch
    {
        [0, (byte)'<', ..] => "utf-16BE",
        [(byte)'<', 0, ..] => "utf-16",
        _ => null,
    };

    [GeneratedRegex(
        """^<\?xml[^<>?]{1,200}?encoding\s*=\s*["'](?<name>[A-Za-z][A-Za-z0-9._:-]{0,40})["']""", RegexOptions.CultureInvariant)]
    private static partial Regex Declared();
}
