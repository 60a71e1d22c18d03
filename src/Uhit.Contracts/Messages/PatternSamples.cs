using System.Text;

namespace Uhit.Contracts.Messages;

/// <summary>Makes texts that a pattern of XML Schema matches: the shortest ones, by its grammar.</summary>
/// <remarks>The sample is a guess: whoever asks lets the schema judge it.</remarks>
internal sealed class PatternSamples
{
    private const int MaxRepeat = 200;
    private readonly string _pattern;
    private readonly bool _longer;
    private int _at;

    private PatternSamples(string pattern, bool longer) => (_pattern, _longer) = (pattern, longer);

    /// <summary>One with as little as the pattern takes, and one where all that is optional is there once.</summary>
    public static IEnumerable<string> Of(string pattern)
    {
        foreach (var longer in (bool[])[false, true])
        {
            var made = new PatternSamples(pattern, longer).Make();
            if (made is null)
            {
                yield break;
            }

            yield return made;
        }
    }

    private string? Make()
    {
        try
        {
            return Alternatives();
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private bool AtEnd => _at >= _pattern.Length;

    private string Alternatives()
    {
        string? chosen = null;
        do
        {
            var branch = Branch();
            chosen = chosen is null || (chosen.Length == 0 && _longer) ? branch : chosen;
        }
        while (Take('|'));
        return chosen;
    }

    private string Branch()
    {
        var text = new StringBuilder();
        while (!AtEnd && _pattern[_at] is not ('|' or ')'))
        {
            var atom = Atom();
            for (var i = Count(); i > 0; i--)
            {
                text.Append(atom);
            }
        }

        return text.ToString();
    }

    private string Atom()
    {
        var c = _pattern[_at++];
        switch (c)
        {
            case '(':
                var inner = Alternatives();
                if (!Take(')'))
                {
                    throw new FormatException();
                }

                return inner;
            case '[':
                return Class(out _).ToString();
            case '\\':
                return Escape(out _).ToString();
            case '.':
                return "A";
            default:
                return c.ToString();
        }
    }

    /// <summary>How often the atom before is written.</summary>
    private int Count()
    {
        if (AtEnd)
        {
            return 1;
        }

        switch (_pattern[_at])
        {
            case '?' or '*':
                _at++;
                return _longer ? 1 : 0;
            case '+':
                _at++;
                return 1;
            case '{':
                var end = _pattern.IndexOf('}', _at);
                if (end < 0)
                {
                    throw new FormatException();
                }

                var bounds = _pattern[(_at + 1)..end].Split(',');
                _at = end + 1;
                var least = int.Parse(bounds[0], System.Globalization.CultureInfo.InvariantCulture);
                return Math.Min(least == 0 && _longer && bounds[^1] != "0" ? 1 : least, MaxRepeat);
            default:
                return 1;
        }
    }

    private char Class(out Func<char, bool> isMember)
    {
        var negated = Take('^');
        var members = new List<Func<char, bool>>();
        var candidates = new List<char>();
        Func<char, bool> taken = _ => false;
        for (var first = true; first || !Take(']'); first = false)
        {
            if (AtEnd)
            {
                throw new FormatException();
            }

            if (!first && _pattern.AsSpan(_at).StartsWith("-["))
            {
                // What is taken away again.
                _at += 2;
                Class(out taken);
            }
            else
            {
                Member(members, candidates);
            }
        }

        isMember = c => members.Exists(m => m(c)) != negated && !taken(c);
        foreach (var c in candidates.Concat("A0a1bB-_. /%~\u00e4"))
        {
            if (isMember(c))
            {
                return c;
            }
        }

        throw new FormatException();
    }

    private void Member(List<Func<char, bool>> members, List<char> candidates)
    {
        var low = _pattern[_at++];
        Func<char, bool>? kind = null;
        if (low == '\\')
        {
            low = Escape(out kind);
        }

        candidates.Add(low);
        if (kind is not null)
        {
            members.Add(kind);
            return;
        }

        var high = low;
        if (_at + 1 < _pattern.Length && _pattern[_at] == '-' && _pattern[_at + 1] is not (']' or '['))
        {
            _at++;
            high = _pattern[_at++];
            if (high == '\\')
            {
                high = Escape(out _);
            }
        }

        members.Add(c => c >= low && c <= high);
    }

    /// <summary>A character that an escape stands for, and, where it stands for many, which these are.</summary>
    private char Escape(out Func<char, bool>? kind)
    {
        if (AtEnd)
        {
            throw new FormatException();
        }

        var c = _pattern[_at++];
        kind = null;
        switch (c)
        {
            case 'd':
                kind = char.IsDigit;
                return '1';
            case 'D':
                kind = x => !char.IsDigit(x);
                return 'A';
            case 'w' or 'i' or 'c':
                kind = char.IsLetterOrDigit;
                return 'A';
            case 'W' or 'I' or 'C':
                kind = x => !char.IsLetterOrDigit(x);
                return ' ';
            case 's':
                kind = char.IsWhiteSpace;
                return ' ';
            case 'S':
                kind = x => !char.IsWhiteSpace(x);
                return 'A';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'p' or 'P':
                return Category(c == 'P', out kind);
            default:
                return c;
        }
    }

    private char Category(bool negated, out Func<char, bool> kind)
    {
        var end = _pattern.IndexOf('}', _at);
        if (!Take('{') || end < 0)
        {
            throw new FormatException();
        }

        var name = _pattern[_at..end];
        _at = end + 1;
        Func<char, bool> inside = name[0] switch
        {
            'L' => name == "Ll" ? char.IsLower : name == "Lu" ? char.IsUpper : char.IsLetter,
            'N' => char.IsDigit,
            'P' => char.IsPunctuation,
            'Z' => char.IsSeparator,
            'S' => char.IsSymbol,
            // A block, mostly IsBasicLatin.
            'I' => x => x < 128,
            _ => _ => false,
        };
        kind = x => inside(x) != negated;
        return "Aa1-. +".FirstOrDefault(kind, 'A');
    }

    private bool Take(char c)
    {
        if (AtEnd || _pattern[_at] != c)
        {
            return false;
        }

        _at++;
        return true;
    }
}
