using System.IO.Compression;
using System.Runtime.InteropServices;
using Uhit.Client.Store;

namespace Uhit.Client.Receiving;

/// <summary>A spooled body that can be read synchronously, as plain bytes.</summary>
/// <remarks>The store opens asynchronously and wire formats read synchronously, so the two readings that a message may need are opened
/// before; only attachments need more.</remarks>
internal sealed class SpooledBody : IAsyncDisposable
{
    private readonly Func<Stream> _open;
    private readonly List<Stream> _streams;

    private SpooledBody(Func<Stream> open, params List<Stream> streams)
    {
        _open = open;
        _streams = streams;
    }

    public static SpooledBody InMemory(ReadOnlyMemory<byte> compressed)
    {
        MemoryMarshal.TryGetArray(compressed, out var array);
        return new SpooledBody(() =>
            Decode(new MemoryStream(array.Array!, array.Offset, array.Count, writable: false), BodySpool.Encoding));
    }

    public static async Task<SpooledBody> OpenAsync(
        ICallbackInbox inbox, ReceiptId receipt, string encoding, CancellationToken cancellationToken)
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
        List<Stream> streams = [first, second];
        Stream Next()
        {
            if (waiting.TryDequeue(out var opened))
            {
                return opened;
            }

            // Attachments that are asked for against their order. Whoever reads has a thread of its own, which may wait.
            var another = Task.Run(() => inbox.OpenBodyAsync(receipt, cancellationToken), cancellationToken).GetAwaiter().GetResult();
            streams.Add(another);
            return another;
        }

        return new SpooledBody(() => Decode(Next(), encoding), streams);
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
        _ => throw new UhitStoreException(
            $"A stored body has the encoding \"{encoding}\", which this version does not know: use a newer one.", isTransient: false),
    };
}
