using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Uhit.Client.Receiving;

/// <summary>Feeds values into a SHA-256 in one canonical form: every value has its length or its kind in
/// front, so that no two sequences run together.</summary>
internal sealed class DigestWriter : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _buffer = new byte[16 * 1024];
    private int _used;

    public void Tag(byte tag)
    {
        Room(1);
        _buffer[_used++] = tag;
    }

    public void Write(long value)
    {
        Room(sizeof(long));
        BinaryPrimitives.WriteInt64LittleEndian(_buffer.AsSpan(_used), value);
        _used += sizeof(long);
    }

    public void Write(long? value)
    {
        Tag(value is null ? (byte)0 : (byte)1);
        Write(value ?? 0);
    }

    public void Write(string? text)
    {
        if (text is null)
        {
            Write(-1L);
            return;
        }

        var bytes = Encoding.UTF8.GetBytes(text);
        Write(bytes.LongLength);
        Flush();
        _hash.AppendData(bytes);
    }

    public void Write(DateTimeOffset? instant)
    {
        Write(instant?.UtcTicks);
        Write(instant?.TotalOffsetMinutes);
    }

    public void Write(decimal? value)
    {
        if (value is null)
        {
            Tag(0xFF);
            return;
        }

        // Trailing zeros say nothing: 1.50 is 1.5. Dividing by this one takes them away.
        var plain = value.Value / 1.000000000000000000000000000000m;
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(plain, bits);
        if (bits[2] == 0 && bits[1] >= 0)
        {
            var magnitude = ((long)(uint)bits[1] << 32) | (uint)bits[0];
            WriteScaled(plain < 0 ? -magnitude : magnitude, (byte)(bits[3] >> 16));
            return;
        }

        Tag(0xFE);
        foreach (var part in bits)
        {
            Write((long)part);
        }
    }

    /// <summary>Writes value ÷ 10^scale as the same decimal would be written.</summary>
    public void WriteScaled(long value, byte scale)
    {
        while (scale > 0 && value % 10 == 0)
        {
            value /= 10;
            scale--;
        }

        Room(1 + sizeof(long));
        _buffer[_used++] = scale;
        BinaryPrimitives.WriteInt64LittleEndian(_buffer.AsSpan(_used), value);
        _used += sizeof(long);
    }

    public byte[] Finish()
    {
        Flush();
        return _hash.GetHashAndReset();
    }

    public void Dispose() => _hash.Dispose();

    private void Room(int count)
    {
        if (_buffer.Length - _used < count)
        {
            Flush();
        }
    }

    private void Flush()
    {
        _hash.AppendData(_buffer, 0, _used);
        _used = 0;
    }
}
