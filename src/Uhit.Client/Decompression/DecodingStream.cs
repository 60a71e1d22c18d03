using System.Buffers;

namespace Uhit.Client.Decompression;

/// <summary>A stream that turns what another one holds into something else, read synchronously
/// or asynchronously by the same code.</summary>
/// <param name="inner">The other one; disposed of together with this.</param>
internal abstract class DecodingStream(Stream inner) : ForwardStream
{
    protected Stream Inner => inner;

    public override int Read(byte[] buffer, int offset, int count) =>
        Completed(DecodeAsync(buffer.AsMemory(offset, count), isAsync: false, CancellationToken.None));

    public override int Read(Span<byte> buffer)
    {
        var rented = ArrayPool<byte>.Shared.Rent(Math.Max(buffer.Length, 1));
        try
        {
            var read = Read(rented, 0, buffer.Length);
            rented.AsSpan(0, read).CopyTo(buffer);
            return read;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        }
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        DecodeAsync(buffer, isAsync: true, cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>The result of what was called with <c>isAsync</c> false, and has therefore ended.</summary>
    internal static T Completed<T>(ValueTask<T> ended) =>
        ended.IsCompletedSuccessfully ? ended.Result : ended.AsTask().GetAwaiter().GetResult();

    /// <summary>Reads from a stream in the way that is asked for.</summary>
    internal static ValueTask<int> ReadAsync(Stream stream, Memory<byte> buffer, bool isAsync, CancellationToken cancellationToken) =>
        isAsync ? stream.ReadAsync(buffer, cancellationToken) : ValueTask.FromResult(stream.Read(buffer.Span));

    /// <summary>Decodes the next bytes.</summary>
    /// <param name="buffer">Takes them.</param>
    /// <param name="isAsync">Whether the stream below may be read asynchronously, or has to be read synchronously.</param>
    /// <param name="cancellationToken">Ends an asynchronous read.</param>
    /// <returns>How many; 0 at the end, and only there.</returns>
    protected abstract ValueTask<int> DecodeAsync(Memory<byte> buffer, bool isAsync, CancellationToken cancellationToken);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
