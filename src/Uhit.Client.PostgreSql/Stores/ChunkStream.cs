using Npgsql;
using Uhit.Client.PostgreSql.Connections;

namespace Uhit.Client.PostgreSql.Stores;

/// <summary>The chunks of a body as one stream: one chunk in memory at a time, and no connection held between two of them.</summary>
internal sealed class ChunkStream(PostgreSqlCore core, long receiptId, int chunkCount) : Stream
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
        while (_chunk.IsEmpty && _next < chunkCount)
        {
            _chunk = core.Read(ReceiptRows.ChunkSql, Chunk.Read, receiptId, _next)?.Content ?? throw TakenAway();
            _next++;
        }

        return Copy(buffer);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_chunk.IsEmpty && _next < chunkCount)
        {
            var chunk = await core.RunAsync(
                (session, token) => session.FirstAsync(ReceiptRows.ChunkSql, Chunk.Read, token, receiptId, _next), cancellationToken).ConfigureAwait(false);
            _chunk = chunk?.Content ?? throw TakenAway();
            _next++;
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

    private int Copy(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, _chunk.Length);
        _chunk.Span[..count].CopyTo(buffer);
        _chunk = _chunk[count..];
        return count;
    }

    private UhitStoreException TakenAway() =>
        new($"A body in the store {core.Store} was taken away while it was read: it was discarded, swept or purged.", isTransient: false);

    private sealed record Chunk(ReadOnlyMemory<byte> Content)
    {
        public static Chunk Read(PgSession session, NpgsqlDataReader reader) => new(session.Content(reader, 0));
    }
}
