using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Uhit.Contracts.Planning;

/// <summary>Turns a pattern of XML Schema into one of .NET: anchored, without backtracking, a character being a code point.</summary>
/// <remarks>Literals, groups, alternation, quantifiers, dots and ASCII character classes are supported, and <c>\d</c> and <c>\s</c>; the rest is refused.</remarks>
internal sealed class PatternTranslator
{
    private const string Pair = @"[\uD800-\uDBFF][\uDC00-\uDFFF]";
    private readonly string _pattern;
    private readonly StringBuilder _result = new();
    private int _at;

    private PatternTranslator(string pattern) => _pattern = pattern;

    public static bool TryTranslate(string pattern, [NotNullWhen(true)] out string? translated, [NotNullWhen(false)] out string? unsupported)
    {
        var translator = new PatternTranslator(pattern);
        unsupported = translator.Translate();
        translated = unsupported is null ? translator._result.ToString() : null;
        return unsupported is null;
    }

    private string? Translate()
    {
        while (_at < _pattern.Length)
        {
            var c = _pattern[_at++];
            var error = c switch
            {
                '\\' => Escape(inClass: false, _result),
                '[' => Class(),
                '.' => Add($@"(?:{Pair}|[^\n\r\uD800-\uDFFF])"),
                '(' => _at < _pattern.Length && _pattern[_at] == '?' ? "(?" : Add("(?:"),
                '^' or '$' => Add(@"\" + c),
                > '~' or < ' ' => $"the character U+{(int)c:X4}",
                _ => Add(c.ToString()),
            };
            if (error is not null) return error;
        }
        return null;
    }

    private string? Class()
    {
        var negated = _at < _pattern.Length && _pattern[_at] == '^';
        if (negated) _at++;
        var content = new StringBuilder();
        while (_at < _pattern.Length && _pattern[_at] != ']')
        {
            var c = _pattern[_at++];
            if (c == '[') return "character class subtraction";
            if (c > '~' || c < ' ') return $"the character U+{(int)c:X4}";
            if (c == '\\')
            {
                if (Escape(inClass: true, content) is { } error) return error;
            }
            else
            {
                content.Append(c == '^' ? @"\^" : c.ToString());
            }
        }
        if (_at++ >= _pattern.Length) return "a character class without end";
        return Add(negated ? $@"(?:{Pair}|[^{content}\uD800-\uDFFF])" : $"[{content}]");
    }

    private string? Escape(bool inClass, StringBuilder into)
    {
        if (_at >= _pattern.Length) return @"\";
        var c = _pattern[_at++];
        switch (c)
        {
            case 'd':
                into.Append(@"\p{Nd}");
                return null;
            case 's':
                into.Append(inClass ? @" \t\n\r" : @"[ \t\n\r]");
                return null;
            case 'n' or 'r' or 't' or '\\' or '|' or '.' or '-' or '^' or '?' or '*' or '+' or '{' or '}' or '(' or ')' or '[' or ']':
                into.Append('\\').Append(c);
                return null;
            default:
                return $@"\{c}";
        }
    }

    private string? Add(string text)
    {
        _result.Append(text);
        return null;
    }
}
