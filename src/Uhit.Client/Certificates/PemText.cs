using System.Text;

namespace Uhit.Client.Certificates;

/// <summary>Reads PEM files as they really are: with or without a byte-order mark, in UTF-8 or
/// UTF-16, indented, with any line ends.</summary>
internal static class PemText
{
    private const string Begin = "-----BEGIN ";
    private const string Dashes = "-----";

    /// <summary>The blocks of a file; <see langword="null"/> where it is no PEM file.</summary>
    /// <exception cref="FormatException">A block has no end.</exception>
    public static IReadOnlyList<PemBlock>? BlocksOf(byte[] bytes)
    {
        var text = Decode(bytes);
        if (!text.Contains(Begin))
        {
            return null;
        }

        // Of a secret that was written into a variable or a YAML file, and out of it again.
        text = text.Replace("\\r", "").Replace("\\n", "");
        var blocks = new List<PemBlock>();
        var at = 0;
        while ((at = text.IndexOf(Begin, at, StringComparison.Ordinal)) >= 0)
        {
            var label = at + Begin.Length;
            var body = text.IndexOf(Dashes, label, StringComparison.Ordinal);
            var name = body < 0 ? "" : text[label..body];
            body += Dashes.Length;
            var end = name.Length == 0 ? -1 : text.IndexOf($"-----END {name}-----", body, StringComparison.Ordinal);
            if (end < 0)
            {
                throw new FormatException($"is cut off: its block {name} has no end");
            }

            blocks.Add(new PemBlock(name, text[body..end]));
            at = end;
        }

        return blocks;
    }

    // All that matters is ASCII; what else there is, such as a comment in Windows-1252, must only not fail.
    private static string Decode(byte[] bytes) => bytes switch
    {
        [0xFF, 0xFE, ..] or [(byte)'-', 0, ..] => Encoding.Unicode.GetString(bytes),
        [0xFE, 0xFF, ..] or [0, (byte)'-', ..] => Encoding.BigEndianUnicode.GetString(bytes),
        _ => Encoding.Latin1.GetString(bytes),
    };
}
