using System.Text;

namespace Uhit.Client.Wire.Soap;

/// <summary>Takes a message of several parts apart, as SOAP with attachments and MTOM send it. Only the root part is read.</summary>
internal static class MultipartBody
{
    private const int MaxParts = 64;
    private const int MaxHeaderLength = 16 * 1024;

    /// <summary>The root part: the one that <c>start</c> names, else the first.</summary>
    /// <param name="type">The content type of the whole.</param>
    /// <param name="body">The whole.</param>
    /// <returns>The part's own content type, and its bytes.</returns>
    /// <exception cref="InvalidDataException">There is no such part, or it is encoded in a way that is not known here.</exception>
    public static (string? ContentType, ReadOnlyMemory<byte> Body) RootOf(ContentTypeValue type, ReadOnlyMemory<byte> body)
    {
        if (string.IsNullOrEmpty(type["boundary"]))
        {
            throw NoRoot();
        }

        var delimiter = Encoding.Latin1.GetBytes("--" + type["boundary"]);
        var start = type["start"]?.Trim('<', '>', ' ');
        var at = AfterDelimiter(body.Span, delimiter, 0);
        for (var parts = 0; at >= 0 && parts < MaxParts; parts++)
        {
            var end = NextDelimiter(body.Span, delimiter, at);
            var part = body[at..(end < 0 ? body.Length : end)];
            var (headers, content) = Split(part);
            if (string.IsNullOrEmpty(start) || headers.GetValueOrDefault("content-id")?.Trim('<', '>', ' ') == start)
            {
                // One that is cut off has no delimiter behind it: its XML shows.
                return (headers.GetValueOrDefault("content-type"), Decode(content, headers.GetValueOrDefault("content-transfer-encoding")));
            }

            at = end < 0 ? -1 : AfterDelimiter(body.Span, delimiter, end);
        }

        throw NoRoot();
    }

    private static InvalidDataException NoRoot() => new("The answer has several parts, and none that is the root.");

    // Behind the line that a delimiter is on; negative at the last one.
    private static int AfterDelimiter(ReadOnlySpan<byte> body, ReadOnlySpan<byte> delimiter, int from)
    {
        var found = body[from..].IndexOf(delimiter);
        if (found < 0)
        {
            return -1;
        }

        var behind = from + found + delimiter.Length;
        var line = body[behind..].IndexOf((byte)'\n');
        return line < 0 || body[behind..].StartsWith("--"u8) ? -1 : behind + line + 1;
    }

    // The line end before a delimiter is part of it.
    private static int NextDelimiter(ReadOnlySpan<byte> body, ReadOnlySpan<byte> delimiter, int from)
    {
        for (var at = from; ;)
        {
            var found = body[at..].IndexOf(delimiter);
            if (found < 0)
            {
                return -1;
            }

            var start = at + found;
            if (start > from && body[start - 1] == (byte)'\n')
            {
                return start - (start - 1 > from && body[start - 2] == (byte)'\r' ? 2 : 1);
            }

            at = start + delimiter.Length;
        }
    }

    private static (Dictionary<string, string> Headers, ReadOnlyMemory<byte> Content) Split(ReadOnlyMemory<byte> part)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        string? last = null;
        var at = 0;
        while (at < Math.Min(part.Length, MaxHeaderLength))
        {
            var length = part.Span[at..].IndexOf((byte)'\n');
            var line = Encoding.Latin1.GetString(length < 0 ? part.Span[at..] : part.Span.Slice(at, length)).TrimEnd('\r');
            at = length < 0 ? part.Length : at + length + 1;
            if (line.Length == 0)
            {
                break;
            }

            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (line[0] is ' ' or '\t' && last is not null)
            {
                headers[last] += line;
            }
            else if (colon > 0)
            {
                last = line[..colon].Trim();
                headers[last] = line[(colon + 1)..].Trim();
            }
        }

        return (headers, part[at..]);
    }

    private static ReadOnlyMemory<byte> Decode(ReadOnlyMemory<byte> content, string? encoding)
    {
        switch (encoding?.Trim().ToLowerInvariant())
        {
            case null or "" or "7bit" or "8bit" or "binary":
                return content;
            case "base64":
                try
                {
                    return Convert.FromBase64String(Encoding.Latin1.GetString(content.Span));
                }
                catch (FormatException e)
                {
                    throw new InvalidDataException("The answer's root part is no base64.", e);
                }

            default:
                throw new InvalidDataException("The answer's root part has a transfer encoding that is not known here.");
        }
    }
}
