using System.Xml;

namespace Uhit.Client.Wire.Mapping.Reading;

/// <summary>Holds the text of one mapped element or attribute, until the part that it belongs to
/// is complete. Its buffer is used again.</summary>
internal sealed class Slot
{
    private char[] _buffer = new char[32];

    /// <summary>Whether the element or attribute was there.</summary>
    public bool IsSet { get; private set; }

    /// <summary>Whether it came again with another text.</summary>
    public bool IsContradicted { get; private set; }

    public int Length { get; private set; }

    public ReadOnlySpan<char> Text => _buffer.AsSpan(0, Length);

    public void Clear()
    {
        IsSet = false;
        IsContradicted = false;
        Length = 0;
    }

    public void Mark() => IsSet = true;

    /// <summary>Takes a text; where there is one already, it must be the same.</summary>
    public void Set(ReadOnlySpan<char> text)
    {
        if (IsSet)
        {
            IsContradicted |= !text.SequenceEqual(Text);
            return;
        }

        Clear();
        Append(text);
        IsSet = true;
    }

    public void Append(ReadOnlySpan<char> text)
    {
        text.CopyTo(Free(text.Length));
        Length += text.Length;
    }

    /// <summary>Appends the text that the reader is at; false where it is more than may be kept.</summary>
    public bool TryAppend(XmlReader reader, bool canReadChunks, int most)
    {
        if (!canReadChunks)
        {
            Append(reader.Value);
            return Length <= most;
        }

        for (var read = -1; read != 0;)
        {
            // Room for two at least: a pair of surrogates is never parted.
            Free(2);
            read = reader.ReadValueChunk(_buffer, Length, _buffer.Length - Length);
            Length += read;
            if (Length > most)
            {
                return false;
            }
        }

        return true;
    }

    private Span<char> Free(int count)
    {
        if (Length + count > _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Max(Length + count, _buffer.Length * 2));
        }

        return _buffer.AsSpan(Length);
    }
}
