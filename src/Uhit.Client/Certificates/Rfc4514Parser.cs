namespace Uhit.Client.Certificates;

/// <summary>Reads RFC 4514 text, with the quoted values and semicolons of its forerunners. .NET's own
/// parser reads neither escapes nor several values.</summary>
internal ref struct Rfc4514Parser
{
    private readonly string _text;
    private int _at;

    private Rfc4514Parser(string text) => _text = text;

    public static DistinguishedName Parse(string text)
    {
        var parser = new Rfc4514Parser(text);
        var parts = new List<List<NameAttribute>> { new() };
        while (true)
        {
            parts[^1].Add(parser.ReadPair());
            if (parser._at >= text.Length)
            {
                break;
            }

            // ReadPair stops at the end or at one of the three separators.
            if (text[parser._at++] != '+')
            {
                parts.Add([]);
            }
        }

        // The text begins with the last part of the certificate's name.
        parts.Reverse();
        return new DistinguishedName(parts);
    }

    private NameAttribute ReadPair()
    {
        SkipSpaces();
        var start = _at;
        while (_at < _text.Length && _text[_at] is not ('=' or ',' or '+' or ';'))
        {
            _at++;
        }

        var type = _text[start.._at].TrimEnd(' ');
        if (_at >= _text.Length || _text[_at] != '=')
        {
            throw new FormatException($"Expected TYPE=value at character {start + 1} of the name; a comma inside a value is written \\,.");
        }

        var oid = AttributeTypes.OidOf(type) ?? throw new FormatException(
            $"The name has an unknown attribute type at character {start + 1}; known are CN, O, OU, L, ST, C, DC and dotted OIDs.");
        _at++;
        SkipSpaces();
        if (_at < _text.Length && _text[_at] == '#')
        {
            return ReadHex(oid);
        }

        return new NameAttribute(oid, _at < _text.Length && _text[_at] == '"' ? ReadQuoted() : ReadPlain());
    }

    private NameAttribute ReadHex(string oid)
    {
        var start = ++_at;
        while (_at < _text.Length && char.IsAsciiHexDigit(_text[_at]))
        {
            _at++;
        }

        var end = _at;
        ExpectSeparator();
        if (end == start || (end - start) % 2 != 0)
        {
            throw new FormatException("A value that begins with # is an even number of hexadecimal digits.");
        }

        return NameAttribute.FromDer(oid, Convert.FromHexString(_text.AsSpan(start, end - start)));
    }

    private string ReadQuoted()
    {
        _at++;
        var bytes = new List<byte>();
        while (_at < _text.Length && _text[_at] != '"')
        {
            ReadCharacter(bytes);
        }

        if (_at >= _text.Length)
        {
            throw new FormatException("A quoted value of the name has no closing quote.");
        }

        _at++;
        ExpectSeparator();
        return NameBytes.Decode(bytes);
    }

    private string ReadPlain()
    {
        var bytes = new List<byte>();
        var keep = 0;
        while (_at < _text.Length && _text[_at] is not (',' or ';' or '+'))
        {
            var plainSpace = _text[_at] == ' ';
            if (_text[_at] is '"' or '<' or '>')
            {
                throw new FormatException($"The character {_text[_at]} in a value of the name is written with a backslash before it.");
            }

            ReadCharacter(bytes);
            if (!plainSpace)
            {
                keep = bytes.Count;
            }
        }

        return NameBytes.Decode(bytes.GetRange(0, keep));
    }

    private void ReadCharacter(List<byte> bytes)
    {
        if (_text[_at] != '\\')
        {
            _at += NameBytes.Append(bytes, _text, _at);
            return;
        }

        if (_at + 2 < _text.Length && char.IsAsciiHexDigit(_text[_at + 1]) && char.IsAsciiHexDigit(_text[_at + 2]))
        {
            bytes.Add(Convert.FromHexString(_text.AsSpan(_at + 1, 2))[0]);
            _at += 3;
        }
        else if (_at + 1 < _text.Length && " \"#+,;<=>\\".AsSpan().Contains(_text[_at + 1]))
        {
            bytes.Add((byte)_text[_at + 1]);
            _at += 2;
        }
        else
        {
            throw new FormatException(
                $"A backslash at character {_at + 1} of the name is followed by neither a special character nor two hexadecimal digits.");
        }
    }

    private void ExpectSeparator()
    {
        SkipSpaces();
        if (_at < _text.Length && _text[_at] is not (',' or ';' or '+'))
        {
            throw new FormatException($"Expected a comma or the end at character {_at + 1} of the name.");
        }
    }

    private void SkipSpaces()
    {
        while (_at < _text.Length && _text[_at] == ' ')
        {
            _at++;
        }
    }
}
