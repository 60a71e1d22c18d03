using System.Text;
using System.Text.RegularExpressions;

namespace Uhit.Client.Wire.Soap;

/// <summary>Finds the XML document in an answer, whatever the content type says that it is, and turns it into UTF-8, which is all that is read.</summary>
/// <remarks>A byte order mark or the zeros of UTF-16 say most, then the charset of the content type, then the document's own declaration; UTF-8 otherwise.</remarks>
internal static partial class AnswerDocument
{
    private const int MaxDeclarationLength = 256;
    private const int Utf16 = 1200;
    private const int Utf16BigEndian = 1201;

    /// <summary>The document in UTF-8.</summary>
    /// <param name="contentType">The Content-Type header; <see langword="null"/> where there is none.</param>
    /// <param name="body">The bytes.</param>
    /// <exception cref="InvalidDataException">The bytes are not in the encoding that is named, or nobody knows that encoding, or a multipart message has no root part.</exception>
    public static ReadOnlyMemory<byte> Find(string? contentType, ReadOnlyMemory<byte> body)
    {
        var type = ContentTypeValue.Parse(contentType);
        if (type?.MediaType == "multipart/related")
        {
            (contentType, body) = MultipartBody.RootOf(type, body);
            type = ContentTypeValue.Parse(contentType);
        }

        var declared = Declared(body.Span);
        var encoding = EncodingOf(Mark(body.Span) ?? Sniffed(body.Span) ?? type?["charset"] ?? declared ?? "utf-8");
        if (encoding.CodePage is Utf16 or Utf16BigEndian && body.Span is [(byte)'<', not 0, ..])
        {
            // What .NET's StringWriter declares, written as UTF-8: a tag of one byte a character can't be UTF-16.
            encoding = EncodingOf("utf-8");
        }

        if (encoding.CodePage == Encoding.UTF8.CodePage && (declared is null || EncodingOf(declared).CodePage == encoding.CodePage))
        {
            // The reader is strict itself.
            return body;
        }

        try
        {
            var text = encoding.GetString(body.Span);
            return Encoding.UTF8.GetBytes(NamedEncoding().Replace(text.TrimStart('\uFEFF'), "${before}utf-8${after}", 1));
        }
        catch (DecoderFallbackException e)
        {
            throw new InvalidDataException($"The answer is not in the encoding that it names ({encoding.WebName}).", e);
        }
    }

    private static string? Mark(ReadOnlySpan<byte> body) => body switch
    {
        [0xEF, 0xBB, 0xBF, ..] => "utf-8",
        [0xFE, 0xFF, ..] => "utf-16BE",
        [0xFF, 0xFE, ..] => "utf-16",
        _ => null,
    };

    private static string? Sniffed(ReadOnlySpan<byte> body) => body switch
    {
        [0, (byte)'<', ..] => "utf-16BE",
        [(byte)'<', 0, ..] => "utf-16",
        _ => null,
    };

    private static string? Declared(ReadOnlySpan<byte> body)
    {
        var start = Encoding.Latin1.GetString(body[..Math.Min(body.Length, MaxDeclarationLength)]);
        var found = NamedEncoding().Match(Sniffed(body) is null ? start : start.Replace("\0", string.Empty, StringComparison.Ordinal));
        return found.Success ? found.Groups["name"].Value : null;
    }

    private static Encoding EncodingOf(string name)
    {
        var plain = name.Trim().ToLowerInvariant() switch
        {
            "utf8" => "utf-8",

            // Who says the one sends the other: browsers read it so.
            "iso-8859-1" or "iso8859-1" or "latin1" or "us-ascii" or "ascii" => "windows-1252",
            "utf-16le" => "utf-16",
            var other => other,
        };
        try
        {
            // Only the big-endian ones and the old ones of one byte are not the platform's own.
            return CodePagesEncodingProvider.Instance.GetEncoding(plain, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
                ?? Encoding.GetEncoding(plain, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw new InvalidDataException("The answer names an encoding that is not known here.", e);
        }
    }

    [GeneratedRegex("""^(?<before>\uFEFF?(?:\u00EF\u00BB\u00BF)?<\?xml[^<>?]{1,200}?encoding\s*=\s*["'])(?<name>[A-Za-z0-9._:-]{1,40})(?<after>["'])""", RegexOptions.CultureInvariant)]
    private static partial Regex NamedEncoding();
}
