namespace Uhit.Client.Export.Writing;

/// <summary>Collects text as UTF-8 and gives it to a stream in large pieces.</summary>
internal sealed class Utf8Sink(Stream stream)
{
    private const int Size = 256 * 1024;

    private byte[] _buffer = new byte[Size];
    private int _count;

    /// <summary>Whether a piece of a length still has room before the next <see cref="FlushAsync"/>.</summary>
    public bool HasRoom(int length) => length <= _buffer.Length - _count;

    /// <summary>Room for a piece, from which <see cref="Advance"/> takes what was written.</summary>
    public Span<byte> Reserve(int length)
    {
        if (!HasRoom(length))
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _count + length));
        }

        return _buffer.AsSpan(_count);
    }

    public void Advance(int length) => _count += length;

    public void Write(ReadOnlySpan<byte> text)
    {
        text.CopyTo(Reserve(text.Length));
        _count += text.Length;
    }

    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        await stream.WriteAsync(_buffer.AsMemory(0, _count), cancellationToken).ConfigureAwait(false);
        _count = 0;
    }

    /// <summary>Gives the stream the rest.</summary>
    public async ValueTask EndAsync(CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
    }
}
