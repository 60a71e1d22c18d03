using System.Buffers.Binary;
using System.IO.Compression;

namespace Uhit.Client.Http;

/// <summary>Takes the compression off an answer, within the limit that holds for every answer, and notices one that is cut off, which the platform does not.</summary>
internal static class GzipAnswer
{
    private const int MinLength = 18;

    /// <summary>The plain bytes; <see langword="null"/> where there are more than the limit.</summary>
    /// <exception cref="InvalidDataException">The bytes are no whole gzip file.</exception>
    public static ReadOnlyMemory<byte>? Decompress(ReadOnlyMemory<byte> packed, int maxLength)
    {
        if (packed.Length < MinLength)
        {
            throw new InvalidDataException("It is too short to be gzip.");
        }

        using var gzip = new GZipStream(new MemoryStream(packed.ToArray(), writable: false), CompressionMode.Decompress);
        byte[] plain = new byte[Math.Min(maxLength + 1, Math.Max(4096, packed.Length * 4))];
        int length = 0;
        for (int read; (read = gzip.Read(plain, length, plain.Length - length)) > 0;)
        {
            length += read;
            if (length > maxLength)
                return null;
            if (length == plain.Length)
                Array.Resize(ref plain, Math.Min(maxLength + 1, plain.Length * 2));
        }

        // The length stands at the end; that of the last member, where there are several.
        return BinaryPrimitives.ReadUInt32LittleEndian(packed.Span[^4..]) == (uint)length || HasSeveralMembers(packed.Span)
            ? plain.AsMemory(0, length)
            : throw new InvalidDataException("It is cut off.");
    }

    private static bool HasSeveralMembers(ReadOnlySpan<byte> packed) => packed[1..].IndexOf<byte>([0x1F, 0x8B, 0x08]) >= 0;
}
