using System.Text;

namespace Uhit.Client.Wire.Decoding;

/// <summary>The lines of a payload that is text in UTF-8.</summary>
internal static class PayloadLines
{
    private const int Size = 8 * 1024;

    /// <exception cref="WireFormatException">A line is too long, or the bytes are no text.</exception>
    public static IEnumerable<string> Read(Stream utf8, int maxLength, string path, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(
            utf8,
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true),
            detectEncodingFromByteOrderMarks: true);
        var buffer = new char[Size];
        var line = new StringBuilder();
        var isBehindReturn = false;
        for (int read; (read = Fill(reader, buffer, path, cancellationToken)) > 0;)
        {
            var rest = buffer.AsMemory(0, read);
            if (isBehindReturn && rest.Span[0] == '\n')
            {
                rest = rest[1..];
            }

            isBehindReturn = false;
            for (int end; (end = rest.Span.IndexOfAny('\r', '\n')) >= 0;)
            {
                yield return Whole(line, rest.Span[..end], maxLength, path);
                isBehindReturn = rest.Span[end] == '\r' && end + 1 == rest.Length;
                rest = rest[(end + (rest.Span[end..].StartsWith("\r\n") ? 2 : 1))..];
            }

            Append(line, rest.Span, maxLength, path);
        }

        if (line.Length > 0)
        {
            yield return line.ToString();
        }
    }

    private static int Fill(StreamReader reader, char[] buffer, string path, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return reader.Read(buffer, 0, buffer.Length);
        }
        catch (DecoderFallbackException e)
        {
            throw PayloadErrors.Of(e, path);
        }
    }

    private static string Whole(StringBuilder line, ReadOnlySpan<char> end, int maxLength, string path)
    {
        if (line.Length == 0 && end.Length <= maxLength)
        {
            return end.ToString();
        }

        Append(line, end, maxLength, path);
        var whole = line.ToString();
        line.Clear();
        return whole;
    }

    private static void Append(StringBuilder line, ReadOnlySpan<char> text, int maxLength, string path)
    {
        if (text.Length > maxLength - line.Length)
        {
            throw new WireFormatException("value-too-long", path);
        }

        line.Append(text);
    }
}
