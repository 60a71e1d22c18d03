using System.Buffers.Binary;

namespace Uhit.Client.Decompression;

/// <summary>The header that stands before each entry of a zip archive.</summary>
internal readonly record struct ZipHeader(
    bool IsEncrypted, bool HasDescriptor, int Method, uint Crc, uint Packed, uint Plain, int NameLength, int ExtraLength)
{
    public const int Length = 30;
    public const uint Signature = 0x04034B50;

    public static ZipHeader Read(ReadOnlySpan<byte> bytes)
    {
        var flags = BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]);
        return new ZipHeader(
            (flags & 0x2041) != 0,
            (flags & 8) != 0,
            BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[14..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[18..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[22..]),
            BinaryPrimitives.ReadUInt16LittleEndian(bytes[26..]),
            BinaryPrimitives.ReadUInt16LittleEndian(bytes[28..]));
    }
}
