using System.Data.Common;

namespace Uhit.Client.Relational;

/// <summary>The chunks of a body as one stream: one chunk in memory at a time, and no connection held between two of them.</summary>
/// <param name="store">Where the store is, for messages.</param>
/// <param name="count">How many chunks there are.</param>
/// <param name="read">Reads one by its ordinal; null where it is gone.</param>
/// <param name="readAsync">Does the same without holding the thread.</param>
internal sealed class ChunkStream(
    string store, int count, Func<int, Chunk?> read, Func<int, CancellationToken, Task<Chunk?>> readAsync) : Stream
{
    private ReadOnlyMemory<byte> _chunk;
    private int _next;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        while (_chunk.IsEmpty && _next < count)
        {
            Take(read(_next));
        }

        return Copy(buffer);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_chunk.IsEmpty && _next < count)
        {
            Take(await readAsync(_next, cancellationToken).ConfigureAwait(false));
        }

        return Copy(buffer.Span);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private void Take(Chunk? chunk)
    {
        _chunk = chunk?.Content
            ?? throw new UhitStoreException(
                $"A body in the store {store} was taken away while it was read: it was discarded, swept or purged.", isTransient: false);
        _next++;
    }

    private int Copy(Span<byte> buffer)
    {
        var copied = Math.Min(buffer.Length, _chunk.Length);
        _chunk.Span[..copied].CopyTo(buffer);
        _chunk = _chunk[copied..];
        return copied;
    }
}

/// <summary>A chunk of a body.</summary>
internal sealed record Chunk(ReadOnlyMemory<byte> Content)
{
    /// <summary>Reads content; and key_id, wherever it is.</summary>
    public static Chunk Read(DbDataReader reader, PayloadProtection protection) => new(reader.GetContent(0, protection));
}
