using System.Buffers.Binary;
using System.Text;

namespace Uhit.Client.Store.Codec;

/// <summary>Writes the primitives of the packed format into memory.</summary>
internal sealed class PackWriter
{
    // A code unit that UTF-8 can't carry is kept by writing the text as UTF-16.
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Dictionary<string, uint> _texts = new(StringComparer.Ordinal);
    private byte[] _bytes = new byte[256];
    private int _length;

    public void Byte(byte value)
    {
        Reserve(1);
        _bytes[_length++] = value;
    }

    /// <summary>Seven bits a byte, the least first; the high bit says that more follow.</summary>
    public void Unsigned(ulong value)
    {
        Reserve(10);
        while (value >= 0x80)
        {
            _bytes[_length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        _bytes[_length++] = (byte)value;
    }

    /// <summary>Zigzag: small numbers of either sign are short.</summary>
    public void Signed(long value) => Unsigned((ulong)((value << 1) ^ (value >> 63)));

    /// <summary>0 for none, 1 for a new text that follows, else a text that was written before.</summary>
    public void Text(string? text)
    {
        if (text is null)
        {
            Unsigned(0);
        }
        else if (_texts.TryGetValue(text, out var known))
        {
            Unsigned(known + 2);
        }
        else
        {
            _texts.Add(text, (uint)_texts.Count);
            Unsigned(1);
            NewText(text);
        }
    }

    /// <summary>A byte of kind, sign and scale, then the magnitude: sign of zero and trailing zeros are kept.</summary>
    public void Decimal(decimal? value)
    {
        if (value is null)
        {
            Byte(DecimalKind.None);
            return;
        }

        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value.Value, parts);
        var negative = parts[3] < 0 ? DecimalKind.Negative : 0;
        var kind = parts[2] == 0 ? DecimalKind.Narrow : DecimalKind.Wide;
        Byte((byte)(kind | negative | (value.Value.Scale << DecimalKind.ScaleShift)));
        Unsigned((uint)parts[0] | ((ulong)(uint)parts[1] << 32));
        if (kind == DecimalKind.Wide)
        {
            Unsigned((uint)parts[2]);
        }
    }

    /// <summary>The bytes, with their checksum behind them.</summary>
    public ReadOnlyMemory<byte> Seal()
    {
        var bytes = new byte[_length + Checksum.Length];
        _bytes.AsSpan(0, _length).CopyTo(bytes);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(_length), Checksum.Of(_bytes.AsSpan(0, _length)));
        return bytes;
    }

    private void NewText(string text)
    {
        try
        {
            var length = StrictUtf8.GetByteCount(text);
            Unsigned((ulong)length << 1);
            Reserve(length);
            _length += StrictUtf8.GetBytes(text, _bytes.AsSpan(_length));
        }
        catch (EncoderFallbackException)
        {
            var length = text.Length * sizeof(char);
            Unsigned(((ulong)length << 1) | 1);
            Reserve(length);
            foreach (var unit in text)
            {
                BinaryPrimitives.WriteUInt16LittleEndian(_bytes.AsSpan(_length), unit);
                _length += sizeof(char);
            }
        }
    }

    private void Reserve(int more)
    {
        if (_bytes.Length - _length < more)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + more));
        }
    }
}
