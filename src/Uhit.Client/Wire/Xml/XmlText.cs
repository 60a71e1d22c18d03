namespace Uhit.Client.Wire.Xml;

/// <summary>White space, length and characters of text, as XML Schema counts them.</summary>
/// <remarks>White space is blank, tab, line feed and carriage return, and nothing else: a no-break space is text.</remarks>
public static class XmlText
{
    /// <summary>Whether XML counts a character as white space.</summary>
    /// <param name="c">The character.</param>
    public static bool IsWhiteSpace(char c) => c is ' ' or '\t' or '\n' or '\r';

    /// <summary>What is left between the white space at both ends.</summary>
    /// <param name="value">The text.</param>
    public static ReadOnlySpan<char> Trim(ReadOnlySpan<char> value)
    {
        var start = 0;
        var end = value.Length;
        while (start < end && IsWhiteSpace(value[start])) start++;
        while (end > start && IsWhiteSpace(value[end - 1])) end--;
        return value[start..end];
    }

    /// <summary>whiteSpace="replace", as <c>xs:normalizedString</c> has it: every white space character becomes a blank.</summary>
    /// <param name="value">The text, changed in place.</param>
    /// <returns>The same memory.</returns>
    public static ReadOnlySpan<char> Replace(Span<char> value)
    {
        for (var i = 0; i < value.Length; i++)
            if (IsWhiteSpace(value[i]))
                value[i] = ' ';
        return value;
    }

    /// <summary>whiteSpace="collapse", as <c>xs:token</c> has it: runs become one blank, the ends are trimmed.</summary>
    /// <param name="value">The text, changed in place.</param>
    /// <returns>The part of the same memory that is left.</returns>
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

    /// <summary>whiteSpace="collapse": the text itself where its white space is collapsed already.</summary>
    /// <param name="value">The text.</param>
    public static string Collapse(string value)
    {
        // Nearly every text is: it costs nothing then.
        var clean = value.AsSpan().IndexOfAny('\t', '\n', '\r') < 0 && !value.Contains("  ", StringComparison.Ordinal)
            && !value.StartsWith(' ') && !value.EndsWith(' ');
        return clean ? value : Collapse(value.ToCharArray()).ToString();
    }

    /// <summary>whiteSpace="replace": the text itself where it has no other white space than blanks.</summary>
    /// <param name="value">The text.</param>
    public static string Replace(string value) =>
        value.AsSpan().IndexOfAny('\t', '\n', '\r') < 0 ? value : Replace(value.ToCharArray()).ToString();

    /// <summary>The length of a text as the facets <c>length</c>, <c>minLength</c> and <c>maxLength</c> count it: code points, not UTF-16 units.</summary>
    /// <param name="value">The text.</param>
    public static int Length(ReadOnlySpan<char> value)
    {
        var length = value.Length;
        foreach (var c in value)
            if (char.IsLowSurrogate(c))
                length--;
        return length;
    }

    /// <summary>Whether XML 1.0 can carry the text at all: no control characters, no half of a surrogate pair.</summary>
    /// <param name="value">The text.</param>
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
