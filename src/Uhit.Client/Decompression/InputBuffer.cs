namespace Uhit.Client.Decompression;

/// <summary>The bytes of a stream that were read and not yet used.</summary>
internal sealed class InputBuffer(Stream inner, int capacity = InputBuffer.Size)
{
    public const int Size = 32 * 1024;

    private readonly byte[] _bytes = new byte[capacity];
    private int _at;
    private int _end;

    /// <summary>How many bytes were read from the stream.</summary>
    public long Received { get; private set; }

    /// <summary>Whether the stream has no more.</summary>
    public bool HasEnded { get; private set; }

    public ReadOnlySpan<byte> Unread => _bytes.AsSpan(_at.._end);

    public void Skip(int count) => _at += count;

    /// <summary>Makes the bytes unread again that were used since the last filling.</summary>
    public void Return(int count) => _at -= count;

    public int Take(Span<byte> destination)
    {
        var count = Math.Min(destination.Length, _end - _at);
        _bytes.AsSpan(_at, count).CopyTo(destination);
        _at += count;
        return count;
    }

    /// <summary>Reads more behind what is unread; false at the end of the stream.</summary>
    public async ValueTask<bool> FillAsync(bool isAsync, CancellationToken cancellationToken)
    {
        if (HasEnded)
        {
            return false;
        }

        _bytes.AsSpan(_at.._end).CopyTo(_bytes);
        _end -= _at;
        _at = 0;
        var read = await DecodingStream.ReadAsync(inner, _bytes.AsMemory(_end), isAsync, cancellationToken).ConfigureAwait(false);
        _end += read;
        Received += read;
        HasEnded = read == 0;
        return !HasEnded;
    }

    /// <summary>Reads until so many bytes are unread; false where the stream ends before.</summary>
    public async ValueTask<bool> EnsureAsync(int count, bool isAsync, CancellationToken cancellationToken)
    {
        while (_end - _at < count)
        {
            if (!await FillAsync(isAsync, cancellationToken).ConfigureAwait(false))
            {
                return false;
            }
        }

        return true;
    }
}
