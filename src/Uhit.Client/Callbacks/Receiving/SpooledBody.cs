using System.IO.Compression;
using System.Runtime.InteropServices;
using Uhit.Client.Store;

namespace Uhit.Client.Callbacks.Receiving;

/// <summary>A spooled body that can be read synchronously, as plain bytes.</summary>
/// <remarks>The store opens asynchronously and wire formats read synchronously, so both readings that a message may need are opened before.</remarks>
internal sealed class SpooledBody : IAsyncDisposable
{
    private readonly Func<Stream> _open;
    private readonly Stream[] _streams;

    private SpooledBody(Func<Stream> open, params Stream[] streams)
    {
        _open = open;
        _streams = streams;
    }

    public static SpooledBody InMemory(ReadOnlyMemory<byte> compressed)
    {
        MemoryMarshal.TryGetArray(compressed, out var array);
        return new SpooledBody(() => Decode(new MemoryStream(array.Array!, array.Offset, array.Count, writable: false), BodySpool.Encoding));
    }

    public static async Task<SpooledBody> OpenAsync(ICallbackInbox inbox, ReceiptId receipt, string encoding, CancellationToken cancellationToken)
    {
        var first = await inbox.OpenBodyAsync(receipt, cancellationToken).ConfigureAwait(false);
        Stream second;
        try
        {
            second = await inbox.OpenBodyAsync(receipt, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await first.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        var waiting = new Queue<Stream>([first, second]);
        return new SpooledBody(
            () => waiting.TryDequeue(out var stream) ? Decode(stream, encoding) : throw new InvalidOperationException("A body is opened twice at most."),
            first,
            second);
    }

    public Stream Open() => _open();

    public async ValueTask DisposeAsync()
    {
        foreach (var stream in _streams)
        {
            await stream.DisposeAsync().ConfigureAwait(false);
        }
    }

    public static Stream Decode(Stream stream, string encoding) => encoding switch
    {
        BodySpool.Encoding => new BrotliStream(stream, CompressionMode.Decompress),
        "identity" => stream,
        _ => throw new UhitStoreException($"A stored body has the encoding \"{encoding}\", which this version does not know: use a newer one.", isTransient: false),
    };
}
