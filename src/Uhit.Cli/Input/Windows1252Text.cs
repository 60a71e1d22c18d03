using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Uhit.Cli.Input;

/// <summary>CSV as spreadsheets write it that know nothing of Unicode.</summary>
internal static partial class Windows1252Text
{
    private const int MostRows = 5;

    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    // Letters and the signs that stand in names and addresses. Others, and the five bytes that mean nothing, tell of another encoding.
    private static readonly HashSet<char> Likely =
        [.. "ŠŒŽšœžŸ‘’“”–—…™\u00A0¡§©ª«®°·º»¿&", .. Enumerable.Range(0xC0, 0x40).Select(value => (char)value).Where(char.IsLetter)];

    /// <summary>Decodes bytes that can be nothing else; <see langword="null"/> where they can.</summary>
    public static string? Decode(ReadOnlySpan<byte> bytes)
    {
        // What is UTF-8 in other places is damaged UTF-8.
        if (HasUtf8Characters(bytes))
        {
            return null;
        }

        var text = Windows1252.GetString(bytes);
        return text.All(c => c < '\u0080' || Likely.Contains(c))
            && !text.Contains('\0', StringComparison.Ordinal)
            && !OfOtherEncodings().IsMatch(text) ? text : null;
    }

    /// <summary>The rows that have characters which may be wrong, as people count them.</summary>
    public static string RowsOf(ReadOnlySpan<byte> bytes)
    {
        var rows = new List<int>();
        var row = 1;
        foreach (var line in bytes.Split((byte)'\n'))
        {
            if (bytes[line].ContainsAnyExceptInRange((byte)0, (byte)0x7F))
            {
                rows.Add(row);
            }

            row++;
        }

        var first = string.Join(", ", rows.Take(MostRows).Select(one => one.ToString(CultureInfo.InvariantCulture)));
        return (rows.Count == 1 ? "line " : "lines ") + first
            + (rows.Count > MostRows ? $" and {rows.Count - MostRows} more" : string.Empty);
    }

    /// <summary>How many bytes from the start are UTF-8.</summary>
    public static int LengthOfUtf8(ReadOnlySpan<byte> bytes)
    {
        var length = 0;
        while (length < bytes.Length && Rune.DecodeFromUtf8(bytes[length..], out _, out var used) == System.Buffers.OperationStatus.Done)
        {
            length += used;
        }

        return length;
    }

    private static bool HasUtf8Characters(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(bytes, out _, out var used);
            if (status == System.Buffers.OperationStatus.Done && used > 1)
            {
                return true;
            }

            bytes = bytes[used..];
        }

        return false;
    }

    // What the accented letters of the Macintosh (as Excel writes there) and of DOS become: a
    // sign inside a word that has no business there.
    [GeneratedRegex(
        """
        \p{L}[\u00A0-\u00BF‘“”–—…™]\p{L}                                              # between two letters
        | (?<=\p{L})(?<!(?<!\p{L})[ODLodl])’(?=\p{L})                                   # so an apostrophe, but O’Brien, d’Or: Sol’s may be Solís
        | \p{L}[ŠŒŽšœžŸ–—] | [ŠŒŽšœžŸ–—…]\p{L}                                         # beside one
        | \p{Ll}[À-Þ] | (?<!\p{L})[ODL]Õ\p{Lu}                                         # a capital after a small letter; the Macintosh's apostrophe
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex OfOtherEncodings();
}
