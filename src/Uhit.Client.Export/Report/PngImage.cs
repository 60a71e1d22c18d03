using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace Uhit.Client.Export.Report;

/// <summary>An image of at most 256 colours, as PNG (ISO/IEC 15948): for heat maps, which as vectors would be megabytes.</summary>
internal sealed class PngImage
{
    private readonly byte[] _pixels;
    private readonly byte[] _palette;
    private readonly bool _hasClear;

    /// <summary>An image of index 0.</summary>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="palette">Red, green and blue of each index.</param>
    /// <param name="isFirstClear">Whether index 0 lets through what is behind the image.</param>
    public PngImage(int width, int height, byte[] palette, bool isFirstClear)
    {
        (Width, Height, _palette, _hasClear) = (width, height, palette, isFirstClear);
        _pixels = new byte[width * height];
    }

    public int Width { get; }

    public int Height { get; }

    public byte this[int x, int y]
    {
        get => _pixels[(y * Width) + x];
        set => _pixels[(y * Width) + x] = value;
    }

    /// <summary>The file.</summary>
    public byte[] ToBytes()
    {
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), Height);
        (header[8], header[9]) = (8, 3);
        Write(file, "IHDR"u8, header);
        Write(file, "PLTE"u8, _palette);
        if (_hasClear)
        {
            Write(file, "tRNS"u8, [0]);
        }

        Write(file, "IDAT"u8, Compress());
        Write(file, "IEND"u8, []);
        return file.ToArray();
    }

    /// <summary>The file, as a page holds it in itself.</summary>
    public string ToDataUri() => "data:image/png;base64," + Convert.ToBase64String(ToBytes());

    private byte[] Compress()
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            for (var y = 0; y < Height; y++)
            {
                // Each row begins with its filter: none.
                zlib.WriteByte(0);
                zlib.Write(_pixels, y * Width, Width);
            }
        }

        return packed.ToArray();
    }

    private static void Write(Stream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        file.Write(type);
        file.Write(content);
        var check = new Crc32();
        check.Append(type);
        check.Append(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, check.GetCurrentHashAsUInt32());
        file.Write(number);
    }
}
