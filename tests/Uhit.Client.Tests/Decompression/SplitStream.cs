namespace Uhit.Client.Tests.Decompression;

/// <summary>Hands out bytes in pieces of chosen or random sizes, as a network does.</summary>
internal sealed class SplitStream(byte[] bytes, Func<int> next) : Stream
{
    private int _at;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public static SplitStream Random(byte[] bytes, int seed)
    {
        var random = new Random(seed);
        return new SplitStream(bytes, () => random.Next(3) switch { 0 => 1, 1 => random.Next(1, 20), _ => random.Next(1, 5000) });
    }

    public static SplitStream Of(byte[] bytes, int size) => new(bytes, () => size);

    /// <summary>Reads a stream to its end, in pieces that are small now and then.</summary>
    public static byte[] ReadAll(Stream stream, int size = 4096)
    {
        using var all = new MemoryStream();
        var buffer = new byte[size];
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            all.Write(buffer, 0, read);
        }

        return all.ToArray();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var count = Math.Min(Math.Min(buffer.Length, Math.Max(1, next())), bytes.Length - _at);
        bytes.AsSpan(_at, count).CopyTo(buffer);
        _at += count;
        return count;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Read(buffer.Span));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
