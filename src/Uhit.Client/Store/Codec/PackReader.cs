using System.Buffers.Binary;
using System.Text;

namespace Uhit.Client.Store.Codec;

/// <summary>Reads the primitives of the packed format. Never reads beyond the bytes, never takes more memory than they can fill.</summary>
internal ref struct PackReader
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly List<string> _texts = [];
    private ReadOnlySpan<byte> _rest;

    private PackReader(ReadOnlySpan<byte> bytes) => _rest = bytes;

    /// <summary>Checks the checksum and begins at the first byte.</summary>
    public static PackReader Open(ReadOnlySpan<byte> sealedBytes)
    {
        if (sealedBytes.Length <= Checksum.Length)
        {
            throw Damaged("it is too short");
        }

        var bytes = sealedBytes[..^Checksum.Length];
        return BinaryPrimitives.ReadUInt32LittleEndian(sealedBytes[^Checksum.Length..]) == Checksum.Of(bytes)
            ? new PackReader(bytes)
            : throw Damaged("its checksum does not match");
    }

    public static UhitStoreException Damaged(string why, Exception? cause = null) => new(
        $"Stored usage can't be unpacked: {why}. The callback's own bytes are kept beside it; restore the row from a backup.",
        isTransient: false, cause);

    public byte Byte()
    {
        if (_rest.IsEmpty)
        {
            throw Damaged("it ends too early");
        }

        var value = _rest[0];
        _rest = _rest[1..];
        return value;
    }

    public ulong Unsigned()
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = Byte();
            if (shift == 63 && next > 1)
            {
                throw Damaged("a number is too long");
            }

            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }

    public long Signed()
    {
        var value = Unsigned();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public int Int32(string what) => Signed() is >= int.MinValue and <= int.MaxValue and var value
        ? (int)value
        : throw Damaged($"{what} is out of range");

    /// <summary>How many elements follow: each of them takes at least one byte, so there can't be more than bytes.</summary>
    public int Count(string what)
    {
        var count = Unsigned();
        return count <= (ulong)_rest.Length ? (int)count : throw Damaged($"the number of {what} is out of range");
    }

    public string? Text()
    {
        var index = Unsigned();
        if (index <= 1)
        {
            return index == 0 ? null : NewText();
        }

        return index - 2 < (ulong)_texts.Count ? _texts[(int)(index - 2)] : throw Damaged("a text is not there");
    }

    public string RequiredText() => Text() ?? throw Damaged("a text is missing");

    public decimal? Decimal()
    {
        var first = Byte();
        var kind = first & DecimalKind.KindMask;
        if (first == DecimalKind.None)
        {
            return null;
        }

        var scale = first >> DecimalKind.ScaleShift;
        if (kind is not (DecimalKind.Narrow or DecimalKind.Wide) || scale > DecimalKind.MaxScale)
        {
            throw Damaged("a number is of no known kind");
        }

        var low = Unsigned();
        var high = kind == DecimalKind.Wide ? Unsigned() : 0;
        return high <= uint.MaxValue
            ? new decimal((int)(uint)low, (int)(uint)(low >> 32), (int)(uint)high, (first & DecimalKind.Negative) != 0, (byte)scale)
            : throw Damaged("a number is too long");
    }

    public decimal RequiredDecimal() => Decimal() ?? throw Damaged("a number is missing");

    public readonly void ExpectEnd()
    {
        if (!_rest.IsEmpty)
        {
            throw Damaged("it has bytes behind its end");
        }
    }

    private string NewText()
    {
        var head = Unsigned();
        var length = head >> 1;
        if (length > (ulong)_rest.Length || ((head & 1) == 1 && length % 2 != 0))
        {
            throw Damaged("a text is longer than the bytes");
        }

        var bytes = _rest[..(int)length];
        _rest = _rest[(int)length..];
        try
        {
            var text = (head & 1) == 1 ? Utf16(bytes) : StrictUtf8.GetString(bytes);
            _texts.Add(text);
            return text;
        }
        catch (DecoderFallbackException exception)
        {
            throw Damaged("a text is not UTF-8", exception);
        }
    }

    // Not by Encoding.Unicode: it would put a replacement character for an unpaired surrogate.
    private static string Utf16(ReadOnlySpan<byte> bytes)
    {
        var units = new char[bytes.Length / sizeof(char)];
        for (var i = 0; i < units.Length; i++)
        {
            units[i] = (char)BinaryPrimitives.ReadUInt16LittleEndian(bytes[(i * sizeof(char))..]);
        }

        return new string(units);
    }
}
