namespace Uhit.Client.Tests.Receiving;

/// <summary>A body whose first bytes are read before another takes it away, and whose rest is not there any more.</summary>
internal sealed class VanishingStream(Stream body, Func<Task> meanwhile) : Stream
{
    private readonly int _first = body.ReadByte();
    private bool _isBegun;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!_isBegun)
        {
            _isBegun = true;
            buffer.Span[0] = (byte)_first;
            return 1;
        }

        await meanwhile();
        throw new UhitStoreException("The body was taken away while it was read: it was discarded, swept or purged.", isTransient: false);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
