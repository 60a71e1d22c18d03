using System.Net;

namespace Uhit.Client.Http;

/// <summary>A request body that can be written once: no layer below may repeat a request by itself, since
/// the server may have taken the first one.</summary>
/// <remarks>SocketsHttpHandler repeats requests on a stale pooled connection only before it starts on their body;
/// this keeps it so whatever the platform's version.</remarks>
internal sealed class OnceOnlyContent : HttpContent
{
    private readonly HttpContent _inner;
    private readonly SendContext _context;
    private int _written;

    public OnceOnlyContent(HttpContent inner, SendContext context)
    {
        _inner = inner;
        _context = context;
        foreach ((var name, var values) in inner.Headers)
        {
            Headers.TryAddWithoutValidation(name, values);
        }
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _written, 1) != 0)
        {
            throw new InvalidOperationException("The request was about to be sent a second time without being asked for.");
        }

        // Also said here, should the flow of the ambient context ever be cut below.
        _context.MarkBytesLeft();
        await _inner.CopyToAsync(stream, context, cancellationToken).ConfigureAwait(false);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _inner.Headers.ContentLength ?? -1;
        return length >= 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
