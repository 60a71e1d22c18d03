using System.Buffers.Binary;
using System.Numerics;

namespace Uhit.Client.Store.Codec;

/// <summary>CRC-32C (Castagnoli), eight bytes at a time.</summary>
internal static class Checksum
{
    public const int Length = sizeof(uint);

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        while (bytes.Length >= sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (var value in bytes)
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        return ~crc;
    }
}
