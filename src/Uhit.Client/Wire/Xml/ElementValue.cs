using System.Diagnostics.CodeAnalysis;
using System.Xml;

namespace Uhit.Client.Wire.Xml;

/// <summary>Reads the text of one element into a buffer that is used again. CDATA is text; a
/// comment or an element inside is an error.</summary>
internal sealed class ElementValue(XmlReader reader, int maxLength)
{
    private char[] _buffer = new char[256];
    private int _length;
    private int? _longest;

    /// <summary>The text that was read last, or put in its place.</summary>
    public Span<char> Text => _buffer.AsSpan(0, _length);

    /// <summary>Puts a text in the place of what is read; false where it is too long.</summary>
    public bool Set(ReadOnlySpan<char> text)
    {
        _length = 0;
        if (text.Length > _buffer.Length && !Grow(text.Length))
        {
            return false;
        }

        text.CopyTo(_buffer);
        _length = text.Length;
        return true;
    }

    /// <summary>Reads one that may be longer than others, and gives the room back with <see cref="Shrink"/>.</summary>
    public bool TryReadLong(int longest, out Span<char> text, [NotNullWhen(false)] out string? error)
    {
        _longest = Math.Max(longest, maxLength);
        try
        {
            return TryRead(out text, out error);
        }
        finally
        {
            _longest = null;
        }
    }

    public void Shrink()
    {
        if (_buffer.Length > maxLength)
        {
            _buffer = new char[256];
        }

        _length = 0;
    }

    /// <summary>Reads the element that the reader is at, and goes past its end. The text is valid until the next read.</summary>
    public bool TryRead(out Span<char> text, [NotNullWhen(false)] out string? error)
    {
        _length = 0;
        error = null;
        if (!reader.IsEmptyElement)
        {
            reader.Read();
            while (error is null && reader.NodeType != XmlNodeType.EndElement)
            {
                error = ReadNode();
            }
        }

        text = _buffer.AsSpan(0, _length);
        if (error is not null)
        {
            return false;
        }

        reader.Read();
        return true;
    }

    private string? ReadNode()
    {
        switch (reader.NodeType)
        {
            case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                if (!(reader.CanReadValueChunk ? AppendChunks() : Append(reader.Value)))
                {
                    return "value-too-long";
                }

                reader.Read();
                return null;
            case XmlNodeType.Element:
                return "element-in-value";
            case XmlNodeType.None:
                return "truncated";
            default:
                return "comment-in-value";
        }
    }

    private bool AppendChunks()
    {
        while (true)
        {
            // A pair of surrogates is never parted: the reader refuses room for one character alone.
            if (_length + 2 > _buffer.Length)
            {
                Array.Resize(ref _buffer, _buffer.Length * 2);
            }

            var read = reader.ReadValueChunk(_buffer, _length, _buffer.Length - _length);
            if (read == 0)
            {
                return true;
            }

            _length += read;
            if (_length > maxLength)
            {
                return false;
            }
        }
    }

    private bool Append(string value)
    {
        if (_length + value.Length > _buffer.Length && !Grow(_length + value.Length))
        {
            return false;
        }

        value.CopyTo(_buffer.AsSpan(_length));
        _length += value.Length;
        return true;
    }

    private bool Grow(int needed)
    {
        var limit = _longest ?? maxLength;
        if (needed > limit)
        {
            return false;
        }

        Array.Resize(ref _buffer, (int)Math.Min(limit, Math.Max(needed, _buffer.Length * 2L)));
        return true;
    }
}
