using System.Text;

namespace CorpusMeasure.Sampling;

/// <summary>Makes a text that matches a pattern of XML Schema: literals, classes, groups, alternatives and
/// quantifiers; null for what is beyond that.</summary>
internal sealed class PatternSampler(string pattern, Random random)
{
    private int _at;

    public static string? Make(string pattern, Random random)
    {
        try
        {
            var sampler = new PatternSampler(pattern, random);
            var text = sampler.Alternatives();
            return sampler._at == pattern.Length ? text : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private string Alternatives()
    {
        var found = new List<string> { Branch() };
        while (_at < pattern.Length && pattern[_at] == '|')
        {
            _at++;
            found.Add(Branch());
        }

        return found[random.Next(found.Count)];
    }

    private string Branch()
    {
        var text = new StringBuilder();
        while (_at < pattern.Length && pattern[_at] is not ('|' or ')'))
        {
            var start = _at;
            var atom = Atom();
            var (min, max) = Quantifier();
            var end = _at;
            var count = random.Next(min, Math.Min(max, min + 3) + 1);
            for (var i = 0; i < count; i++)
            {
                _at = start;
                text.Append(i == 0 ? atom : Atom());
            }

            _at = end;
        }

        return text.ToString();
    }

    private string Atom()
    {
        var c = pattern[_at++];
        switch (c)
        {
            case '(':
                if (_at + 1 < pattern.Length && pattern[_at] == '?')
                {
                    throw new FormatException();
                }

                var inner = Alternatives();
                if (_at >= pattern.Length || pattern[_at++] != ')')
                {
                    throw new FormatException();
                }

                return inner;
            case '[':
                return Class().ToString();
            case '.':
                return "x";
            case '\\':
                return Escape().ToString();
            case '^' or '$':
                return string.Empty;
            default:
                return c.ToString();
        }
    }

    private char Class()
    {
        var negated = pattern[_at] == '^';
        if (negated)
        {
            _at++;
        }

        var known = new List<char>();
        while (_at < pattern.Length && pattern[_at] != ']')
        {
            var from = pattern[_at++];
            if (from == '-' && _at < pattern.Length && pattern[_at] == '[')
            {
                throw new FormatException();
            }

            if (from == '\\')
            {
                from = Escape();
                if (from is '7' or 'w' or ' ')
                {
                    known.Add(from);
                    continue;
                }
            }

            if (_at + 1 < pattern.Length && pattern[_at] == '-' && pattern[_at + 1] != ']')
            {
                _at++;
                var to = pattern[_at++];
                if (to == '\\')
                {
                    to = Escape();
                }

                for (var c = from; c <= to && known.Count < 2000; c++)
                {
                    known.Add(c);
                }
            }
            else
            {
                known.Add(from);
            }
        }

        _at++;
        if (known.Count == 0)
        {
            throw new FormatException();
        }

        return negated ? "aB3 -_zQ9".First(c => !known.Contains(c)) : known[random.Next(known.Count)];
    }

    private char Escape()
    {
        var c = pattern[_at++];
        if (c is 'p')
        {
            var end = pattern.IndexOf('}', _at);
            var name = pattern[(_at + 1)..end];
            _at = end + 1;
            return name switch { "Lu" => 'Q', "L" or "Ll" => 'w', "N" or "Nd" => '7', _ => throw new FormatException() };
        }

        return c switch
        {
            'd' => '7',
            'w' or 'i' or 'c' => 'w',
            's' => ' ',
            'S' => 'w',
            'D' => 'w',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'P' or 'W' or 'I' or 'C' => throw new FormatException(),
            _ => c,
        };
    }

    private (int Min, int Max) Quantifier()
    {
        if (_at >= pattern.Length)
        {
            return (1, 1);
        }

        switch (pattern[_at])
        {
            case '?':
                _at++;
                return (0, 1);
            case '*':
                _at++;
                return (0, 3);
            case '+':
                _at++;
                return (1, 4);
            case '{':
                var end = pattern.IndexOf('}', _at);
                var parts = pattern[(_at + 1)..end].Split(',');
                _at = end + 1;
                var min = int.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture);
                return (min, parts.Length == 1 ? min
                    : parts[1].Length == 0 ? min + 3
                    : int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture));
            default:
                return (1, 1);
        }
    }
}
