using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Uhit.Client.Store.Codec;

/// <summary>Writes the primitives of the packed format into memory.</summary>
internal sealed class PackWriter
{
    // A code unit that UTF-8 can't carry is kept by writing the text as UTF-16.
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Dictionary<string, uint> _texts = new(StringComparer.Ordinal);
    private readonly ArrayBufferWriter<byte> _bytes = new(256);

    public void Byte(byte value)
    {
        _bytes.GetSpan(1)[0] = value;
        _bytes.Advance(1);
    }

    /// <summary>Seven bits a byte, the least first; the high bit says that more follow.</summary>
    public void Unsigned(ulong value)
    {
        var room = _bytes.GetSpan(10);
        var length = 0;
        while (value >= 0x80)
        {
            room[length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        room[length++] = (byte)value;
        _bytes.Advance(length);
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
        var crc = Checksum.Of(_bytes.WrittenSpan);
        BinaryPrimitives.WriteUInt32LittleEndian(_bytes.GetSpan(Checksum.Length), crc);
        _bytes.Advance(Checksum.Length);
        return _bytes.WrittenSpan.ToArray();
    }

    private void NewText(string text)
    {
        try
        {
            Unsigned((ulong)StrictUtf8.GetByteCount(text) << 1);
            StrictUtf8.GetBytes(text, _bytes);
        }
        catch (EncoderFallbackException)
        {
            var length = text.Length * sizeof(char);
            Unsigned(((ulong)length << 1) | 1);
            foreach (var unit in text)
            {
                BinaryPrimitives.WriteUInt16LittleEndian(_bytes.GetSpan(sizeof(char)), unit);
                _bytes.Advance(sizeof(char));
            }
        }
    }
}
