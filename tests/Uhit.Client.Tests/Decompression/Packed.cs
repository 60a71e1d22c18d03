using System.IO.Compression;

namespace Uhit.Client.Tests.Decompression;

/// <summary>Bytes, compressed by the platform.</summary>
internal static class Packed
{
    public static byte[] Gzip(ReadOnlySpan<byte> bytes, CompressionLevel level = CompressionLevel.Fastest)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, level, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    public static byte[] Deflate(ReadOnlySpan<byte> bytes, bool isZlib)
    {
        using var packed = new MemoryStream();
        using (Stream deflate = isZlib
            ? new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true)
            : new DeflateStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            deflate.Write(bytes);
        }

        return packed.ToArray();
    }

    /// <param name="isForward">Whether it is written without going back, so that lengths stand behind the data.</param>
    /// <param name="level">How hard it is compressed.</param>
    /// <param name="entries">Names and contents; a name that ends in a slash is a folder.</param>
    public static byte[] Zip(bool isForward, CompressionLevel level, params (string Name, byte[] Content)[] entries)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(isForward ? new ForwardStream(packed) : packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = zip.CreateEntry(name, level).Open();
                entry.Write(content);
            }
        }

        return packed.ToArray();
    }

    private sealed class ForwardStream(Stream inner) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);
    }
}
