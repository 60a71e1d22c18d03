namespace Uhit.Client.Wire.Xml;

/// <summary>Holds the tags of a document to the limits: depth, number, names, attributes, namespace declarations.</summary>
internal sealed class TagScanner(MessageLimits limits)
{
    private readonly DistinctNames _names = new(limits.MaxDistinctNames);
    private int[] _open = new int[8];
    private int[] _declared = new int[8];
    private int[] _follower = new int[16];
    private int _depth;
    private int _last = -1;
    private int _declaredInScope;
    private long _elements;

    /// <summary>Takes a tag without attributes whose name is expected here. Most tags of a delivery are such.</summary>
    /// <param name="bytes">What comes after the tag's first character.</param>
    /// <returns>How many bytes were taken; 0 where the tag has to be looked at in full.</returns>
    public int TryFamiliar(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty || _last < 0)
        {
            return 0;
        }

        if (bytes[0] == (byte)'/')
        {
            var name = _depth > 0 ? _names.Closed(_open[_depth - 1]) : default;
            if (name.IsEmpty || !bytes[1..].StartsWith(name))
            {
                return 0;
            }

            End();
            return name.Length + 1;
        }

        // Kept plus one, so that a fresh array expects nothing.
        var expected = _last < _follower.Length ? _follower[_last] - 1 : -1;
        if (expected < 0)
        {
            return 0;
        }

        var closed = _names.Closed(expected);
        if (!bytes.StartsWith(closed))
        {
            return 0;
        }

        _last = expected;
        Enter(expected, 0);
        return closed.Length;
    }

    /// <summary>Takes a start tag.</summary>
    /// <param name="tag">What is between its brackets.</param>
    public void Start(ReadOnlySpan<byte> tag)
    {
        var empty = tag is [.., (byte)'/'];
        var rest = empty ? tag[..^1] : tag;
        var number = Follow(Name(TakeName(ref rest)));
        var declared = 0;
        var attributes = 0;
        while (TakeAttribute(ref rest, out var name, out var value))
        {
            Name(name);
            if (name.SequenceEqual("xmlns"u8) || name.StartsWith("xmlns:"u8))
            {
                _names.Add(value);
                Check(++declared, limits.MaxNamespaceDeclarations, nameof(MessageLimits.MaxNamespaceDeclarations));
            }
            else
            {
                Check(++attributes, limits.MaxAttributes, nameof(MessageLimits.MaxAttributes));
            }
        }

        Enter(number, declared);
        if (empty)
        {
            End();
        }
    }

    /// <summary>Whether an end tag closes the element that is open.</summary>
    /// <param name="tag">What is between its brackets, without the slash.</param>
    public bool Closes(ReadOnlySpan<byte> tag) => _depth > 0 && _names.Closed(_open[_depth - 1])[..^1].SequenceEqual(TakeName(ref tag));

    /// <summary>Takes an end tag.</summary>
    public void End()
    {
        // One too many is refused by the reader.
        if (_depth > 0)
        {
            _declaredInScope -= _declared[--_depth];
        }
    }

    private static void Check(long value, long limit, string name)
    {
        if (value > limit)
        {
            throw new XmlGuardException(name);
        }
    }

    private static ReadOnlySpan<byte> TakeName(ref ReadOnlySpan<byte> rest)
    {
        var length = rest.IndexOfAny(" \t\r\n="u8);
        length = length < 0 ? rest.Length : length;
        var name = rest[..length];
        rest = rest[length..];
        return name;
    }

    private static bool TakeAttribute(ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        name = default;
        value = default;
        var start = rest.IndexOfAnyExcept(" \t\r\n="u8);
        if (start < 0)
        {
            return false;
        }

        rest = rest[start..];
        name = TakeName(ref rest);
        var opening = rest.IndexOfAny((byte)'"', (byte)'\'');
        if (opening < 0)
        {
            return false;
        }

        var length = rest[(opening + 1)..].IndexOf(rest[opening]);
        if (length < 0)
        {
            return false;
        }

        value = rest.Slice(opening + 1, length);
        rest = rest[(opening + length + 2)..];
        return true;
    }

    private int Name(ReadOnlySpan<byte> name)
    {
        Check(name.Length, limits.MaxNameLength, nameof(MessageLimits.MaxNameLength));
        return _names.Add(name);
    }

    private int Follow(int number)
    {
        if (_last >= 0)
        {
            if (_last >= _follower.Length)
            {
                Array.Resize(ref _follower, _last * 2);
            }

            _follower[_last] = number + 1;
        }

        _last = number;
        return number;
    }

    private void Enter(int number, int declared)
    {
        Check(++_elements, limits.MaxElements, nameof(MessageLimits.MaxElements));
        Check(_depth + 1, limits.MaxDepth, nameof(MessageLimits.MaxDepth));
        Check(_declaredInScope + declared, limits.MaxNamespaceDeclarationsInScope, nameof(MessageLimits.MaxNamespaceDeclarationsInScope));
        if (_depth == _open.Length)
        {
            Array.Resize(ref _open, _depth * 2);
            Array.Resize(ref _declared, _depth * 2);
        }

        _open[_depth] = number;
        _declared[_depth++] = declared;
        _declaredInScope += declared;
    }
}
