using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Uhit.Contracts.Planning;

/// <summary>Turns a pattern of XML Schema into one of .NET: anchored, without backtracking, a character being a code point.</summary>
/// <remarks>
/// A <c>^</c> that begins and a <c>$</c> that ends it are literal in XML Schema, but whoever wrote them
/// meant the ends of the text: they may be there or not.
/// </remarks>
internal sealed class PatternTranslator
{
    private const string Pair = @"[\uD800-\uDBFF][\uDC00-\uDFFF]";
    private const string NameStart = @"\p{L}\p{Nl}_:";
    private const string NameCharacter = @"\p{L}\p{Nl}\p{Nd}\p{Mc}\p{Mn}_:.\-\u00B7";
    private const string Word = @"\p{L}\p{M}\p{N}\p{S}";
    private const string NoWord = @"\p{P}\p{Z}\p{C}";
    private const string Space = @" \t\n\r";
    private const string NoSpace = @"\u0000-\u0008\u000B\u000C\u000E-\u001F!-\uFFFF";

    private readonly string _pattern;
    private readonly StringBuilder _result = new();
    private int _at;

    private PatternTranslator(string pattern) => _pattern = pattern;

    /// <summary>The pattern of .NET; null where there is none that matches without backtracking.</summary>
    /// <param name="pattern">The pattern of XML Schema.</param>
    /// <param name="unsupported">What stands in the way.</param>
    public static string? Translate(string pattern, out string? unsupported)
    {
        var translator = new PatternTranslator(pattern);
        unsupported = translator.Translate();
        if (unsupported is not null)
        {
            return null;
        }

        var translated = translator._result.ToString();
        try
        {
            _ = new Regex(translated, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
            return translated;
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            unsupported = exception.Message;
            return null;
        }
    }

    private bool BeginsBranch => _at == 1 || _pattern[_at - 2] is '(' or '|';

    private bool EndsBranch => _at == _pattern.Length || _pattern[_at] is ')' or '|';

    private string? Translate()
    {
        while (_at < _pattern.Length)
        {
            var c = _pattern[_at++];
            var error = c switch
            {
                '\\' => Escape(inClass: false, _result),
                '[' => Class(_result),
                '.' => Add($@"(?:{Pair}|[^\n\r\uD800-\uDFFF])"),
                '(' => _at < _pattern.Length && _pattern[_at] == '?' ? "it has (?" : Add("(?:"),
                '^' => Add(BeginsBranch ? @"\^?" : @"\^"),
                '$' => Add(EndsBranch ? @"\$?" : @"\$"),
                _ when char.IsHighSurrogate(c) && _at < _pattern.Length => Add($"(?:{Literal(c)}{Literal(_pattern[_at++])})"),
                _ => Add(Literal(c)),
            };
            if (error is not null)
            {
                return error;
            }
        }

        return null;
    }

    private string? Class(StringBuilder into)
    {
        var negated = _at < _pattern.Length && _pattern[_at] == '^';
        if (negated)
        {
            _at++;
        }

        var content = new StringBuilder();
        var subtracted = new StringBuilder();
        while (_at < _pattern.Length && _pattern[_at] != ']')
        {
            var c = _pattern[_at++];
            string? error = null;
            if (c == '-' && _at < _pattern.Length && _pattern[_at] == '[')
            {
                _at++;
                subtracted.Append('-');
                error = Class(subtracted);
            }
            else if (c == '\\')
            {
                error = Escape(inClass: true, content);
            }
            else if (char.IsSurrogate(c))
            {
                error = "a character class holds a character beyond U+FFFF";
            }
            else
            {
                content.Append(c is '^' or '[' ? @"\" + c : Literal(c));
            }

            if (error is not null)
            {
                return error;
            }
        }

        if (_at++ >= _pattern.Length)
        {
            return "a character class has no end";
        }

        if (content.Length == 0)
        {
            return "a character class is empty";
        }

        // Inside a subtraction there can be no alternative, and none is needed: it takes away from what is there.
        var isInner = !ReferenceEquals(into, _result);
        into.Append(
            negated && !isInner ? $@"(?:{Pair}|[^{content}\uD800-\uDFFF{subtracted}])" : $"[{(negated ? "^" : "")}{content}{subtracted}]");
        return null;
    }

    private string? Escape(bool inClass, StringBuilder into)
    {
        if (_at >= _pattern.Length)
        {
            return @"it ends in \";
        }

        var c = _pattern[_at++];
        switch (c)
        {
            case 'p' or 'P':
                var end = _pattern.IndexOf('}', _at);
                if (_at >= _pattern.Length || _pattern[_at] != '{' || end < 0)
                {
                    return $@"\{c} has no name";
                }

                into.Append('\\').Append(c).Append(_pattern, _at, end + 1 - _at);
                _at = end + 1;
                return null;
            case 'd':
                into.Append(@"\p{Nd}");
                return null;
            case 'D':
                into.Append(@"\P{Nd}");
                return null;
            case 's' or 'S' or 'i' or 'I' or 'c' or 'C' or 'w' or 'W':
                return Named(c, inClass, into);
            case 'n' or 'r' or 't':
                into.Append('\\').Append(c);
                return null;
            case > ' ' and <= '~' when !char.IsAsciiLetterOrDigit(c):
                into.Append('\\').Append(c);
                return null;
            default:
                return $@"it has \{c}";
        }
    }

    private static string? Named(char c, bool inClass, StringBuilder into)
    {
        var (set, isComplement) = c switch
        {
            's' => (Space, false),
            'S' => (NoSpace, false),
            'w' => (Word, false),
            'W' => (NoWord, false),
            'i' => (NameStart, false),
            'c' => (NameCharacter, false),
            'I' => (NameStart, true),
            _ => (NameCharacter, true),
        };
        if (inClass && isComplement)
        {
            return $@"it has \{c} in a character class";
        }

        into.Append(inClass ? set : isComplement ? $"[^{set}]" : $"[{set}]");
        return null;
    }

    private static string Literal(char c) =>
        c is < ' ' or > '~' ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}") : c.ToString();

    private string? Add(string text)
    {
        _result.Append(text);
        return null;
    }
}
