namespace Uhit.Client.Wire.Xml;

/// <summary>White space, length and characters of text, as XML Schema counts them.</summary>
internal static class XmlText
{
    public static bool IsWhiteSpace(char c) => c is ' ' or '\t' or '\n' or '\r';

    /// <summary>What is left between the white space at both ends.</summary>
    public static ReadOnlySpan<char> Trim(ReadOnlySpan<char> value)
    {
        var start = 0;
        var end = value.Length;
        while (start < end && IsWhiteSpace(value[start])) start++;
        while (end > start && IsWhiteSpace(value[end - 1])) end--;
        return value[start..end];
    }

    /// <summary>whiteSpace="replace": every white space character becomes a blank, in place.</summary>
    public static ReadOnlySpan<char> Replace(Span<char> value)
    {
        for (var i = 0; i < value.Length; i++)
            if (IsWhiteSpace(value[i]))
                value[i] = ' ';
        return value;
    }

    /// <summary>whiteSpace="collapse": runs become one blank, the ends are trimmed, in place.</summary>
    public static ReadOnlySpan<char> Collapse(Span<char> value)
    {
        var length = 0;
        foreach (var c in value)
        {
            if (!IsWhiteSpace(c))
                value[length++] = c;
            else if (length > 0 && value[length - 1] != ' ')
                value[length++] = ' ';
        }
        if (length > 0 && value[length - 1] == ' ') length--;
        return value[..length];
    }

    /// <summary>The text itself where its white space is collapsed already.</summary>
    public static string Collapse(string value)
    {
        // Nearly every text is: it costs nothing then.
        var clean = value.AsSpan().IndexOfAny('\t', '\n', '\r') < 0 && !value.Contains("  ", StringComparison.Ordinal)
            && !value.StartsWith(' ') && !value.EndsWith(' ');
        return clean ? value : Collapse(value.ToCharArray()).ToString();
    }

    /// <summary>The text itself where it has no other white space than blanks.</summary>
    public static string Replace(string value) =>
        value.AsSpan().IndexOfAny('\t', '\n', '\r') < 0 ? value : Replace(value.ToCharArray()).ToString();

    /// <summary>The length facets count code points, not UTF-16 units.</summary>
    public static int Length(ReadOnlySpan<char> value)
    {
        var length = value.Length;
        foreach (var c in value)
            if (char.IsLowSurrogate(c))
                length--;
        return length;
    }

    /// <summary>Whether XML 1.0 can carry the text at all.</summary>
    public static bool IsXml(ReadOnlySpan<char> value)
    {
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            if (char.IsSurrogate(c))
            {
                if (!char.IsHighSurrogate(c) || i + 1 == value.Length || !char.IsLowSurrogate(value[++i])) return false;
            }
            else if ((c < ' ' && !IsWhiteSpace(c)) || c > '\uFFFD')
            {
                return false;
            }
        }
        return true;
    }
}
