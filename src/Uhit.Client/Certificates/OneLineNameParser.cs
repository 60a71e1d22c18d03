namespace Uhit.Client.Certificates;

/// <summary>Reads OpenSSL's one line, <c>/C=US/O=Example/CN=host</c>, which is in the order of the certificate.</summary>
/// <remarks>A slash that does not begin <c>/TYPE=</c> belongs to the value; OpenSSL prints it without an escape.</remarks>
internal static class OneLineNameParser
{
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

            parts[^1].Add(new NameAttribute(oid, Unescape(text, valueAt, end)));
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
        return equals < text.Length && text[equals] == '=' ? AttributeTypes.OidOf(text[start..equals]) : null;
    }

    private static string Unescape(string text, int from, int to)
    {
        var bytes = new List<byte>();
        for (var at = from; at < to;)
        {
            if (text[at] == '\\' && at + 1 < to)
            {
                at++;
                if (text[at] == 'x' && at + 2 < to && char.IsAsciiHexDigit(text[at + 1]) && char.IsAsciiHexDigit(text[at + 2]))
                {
                    bytes.Add(Convert.FromHexString(text.AsSpan(at + 1, 2))[0]);
                    at += 3;
                    continue;
                }
            }

            at += NameBytes.Append(bytes, text, at);
        }

        return NameBytes.Decode(bytes);
    }
}
