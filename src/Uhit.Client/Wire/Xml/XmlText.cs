using Uhit.Client.Wire.Xml;

namespace Uhit.Client.Wire;

/// <summary>What XML Schema says of text: white space, length and characters, numbers, times, and
/// the forms of types that are kept as text.</summary>
/// <remarks>
/// <para>White space is blank, tab, line feed and carriage return, and nothing else: a no-break
/// space is text. Around a value it is dropped.</para>
/// <para>Numbers are read by the letter: ASCII digits only, no group separators; an exponent and <c>NaN</c> only where the type has them.
/// Times have the offset that is written, years from 1 to 9999; <c>24:00:00</c> is the next midnight, a leap second (<c>:60</c>) is no
/// time. The machine's culture and zone are never asked. Nothing here throws on what was received.</para>
/// </remarks>
public static partial class XmlText
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
        while (start < end && IsWhiteSpace(value[start]))
        {
            start++;
        }

        while (end > start && IsWhiteSpace(value[end - 1]))
        {
            end--;
        }

        return value[start..end];
    }

    /// <summary>whiteSpace="replace", as <c>xs:normalizedString</c> has it: every white space character becomes a blank.</summary>
    /// <param name="value">The text, changed in place.</param>
    /// <returns>The same memory.</returns>
    public static ReadOnlySpan<char> Replace(Span<char> value)
    {
        for (var i = 0; i < value.Length; i++)
        {
            if (IsWhiteSpace(value[i]))
            {
                value[i] = ' ';
            }
        }

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
            {
                value[length++] = c;
            }
            else if (length > 0 && value[length - 1] != ' ')
            {
                value[length++] = ' ';
            }
        }

        if (length > 0 && value[length - 1] == ' ')
        {
            length--;
        }

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

    /// <summary>The length of a text as the facets <c>length</c>, <c>minLength</c> and <c>maxLength</c>
    /// count it: code points, not UTF-16 units.</summary>
    /// <param name="value">The text.</param>
    public static int Length(ReadOnlySpan<char> value)
    {
        var length = value.Length;
        foreach (var c in value)
        {
            if (char.IsLowSurrogate(c))
            {
                length--;
            }
        }

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
                if (!char.IsHighSurrogate(c) || i + 1 == value.Length || !char.IsLowSurrogate(value[++i]))
                {
                    return false;
                }
            }
            else if ((c < ' ' && !IsWhiteSpace(c)) || c > '\uFFFD')
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a text has one of the forms that XML Schema defines, without white space around it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="form">The form.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such form.</exception>
    public static bool Matches(ReadOnlySpan<char> text, XmlForm form) => XmlForms.Matches(text, form);
}
