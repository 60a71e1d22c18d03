using System.Text;

namespace Uhit.Client.Wire.Decoding;

/// <summary>The encodings of text that are read: UTF-8 with US-ASCII in it, UTF-16, and those of one
/// byte a character that have ASCII in them.</summary>
internal static class TextEncodings
{
    private const int Utf16 = 1200;
    private const int Utf16BigEndian = 1201;

    /// <summary>Finds an encoding, strict in both directions.</summary>
    /// <param name="name">Its name, as it stands in a content type or in an XML declaration.</param>
    /// <returns><see langword="null"/> for one that is not known, or not read here: UTF-7 and EBCDIC hide
    /// what they say, and nobody sends UTF-32.</returns>
    public static Encoding? Find(string name)
    {
        var plain = name.Trim().ToLowerInvariant() switch
        {
            "utf8" or "us-ascii" or "ascii" => "utf-8",

            // Who says the one sends the other: browsers read it so.
            "iso-8859-1" or "iso8859-1" or "latin1" => "windows-1252",
            "utf-16le" => "utf-16",
            var other => other,
        };
        try
        {
            // Only UTF is the platform's own.
            var encoding = CodePagesEncodingProvider.Instance.GetEncoding(
                plain, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
                ?? Encoding.GetEncoding(plain, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
            return encoding.CodePage is Utf16 or Utf16BigEndian or 65001 or (>= 1250 and <= 1258) or (>= 28591 and <= 28606)
                ? encoding
                : null;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    public static bool IsUtf8(Encoding encoding) => encoding.CodePage == 65001;

    public static bool IsUtf16(Encoding encoding) => encoding.CodePage is Utf16 or Utf16BigEndian;
}
