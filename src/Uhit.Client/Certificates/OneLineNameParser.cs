using System.Text;

namespace Uhit.Client.Certificates;

/// <summary>Reads OpenSSL's one line, <c>/C=US/O=Example/CN=host</c>, which is in the order of the certificate.</summary>
/// <remarks>A slash that does not begin <c>/TYPE=</c> belongs to the value; OpenSSL prints it without an escape.</remarks>
internal static class OneLineNameParser
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    public static DistinguishedName Parse(string text)
    {
        var parts = new List<List<NameAttribute>>();
        var at = 0;
        while (at < text.Length)
        {
            var separator = text[at];
            var oid = TypeAt(text, at + 1, out var valueAt);
            if (oid is null)
            {
                throw new FormatException($"Expected TYPE=value at character {at + 2} of the name.");
            }

            var end = valueAt;
            while (end < text.Length && !(text[end] is '/' or '+' && TypeAt(text, end + 1, out _) is not null))
            {
                end += text[end] == '\\' && end + 1 < text.Length ? 2 : 1;
            }

            if (separator == '/')
            {
                parts.Add([]);
            }

            parts[^1].Add(new NameAttribute(oid, Unescape(text.AsSpan(valueAt, end - valueAt))));
            at = end;
        }

        return new DistinguishedName(parts);
    }

    private static string? TypeAt(string text, int start, out int valueAt)
    {
        var equals = start;
        while (equals < text.Length && (char.IsAsciiLetterOrDigit(text[equals]) || text[equals] == '.'))
        {
            equals++;
        }

        valueAt = equals + 1;
        return equals < text.Length && equals > start && text[equals] == '=' ? AttributeTypes.OidOf(text[start..equals]) : null;
    }

    private static string Unescape(ReadOnlySpan<char> value)
    {
        var bytes = new List<byte>(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] == '\\' && i
                + 3 < value.Length && value[i + 1] == 'x' && char.IsAsciiHexDigit(value[i + 2]) && char.IsAsciiHexDigit(value[i + 3]))
            {
                bytes.Add(Convert.FromHexString(value.Slice(i + 2, 2))[0]);
                i += 3;
                continue;
            }

            if (value[i] == '\\' && i + 1 < value.Length)
            {
                i++;
            }

            var length = char.IsHighSurrogate(value[i]) && i + 1 < value.Length ? 2 : 1;
            bytes.AddRange(Encoding.UTF8.GetBytes(value.Slice(i, length).ToString()));
            i += length - 1;
        }

        try
        {
            return StrictUtf8.GetString(bytes.ToArray());
        }
        catch (DecoderFallbackException e)
        {
            throw new FormatException("The escaped bytes in the name are not UTF-8.", e);
        }
    }
}
