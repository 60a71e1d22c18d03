using System.IO.Compression;

namespace Uhit.Client.Decompression;

/// <summary>Takes deflate off, with the frame of zlib (RFC 1950) or, as many send it, without (RFC 1951).</summary>
internal sealed class InflateStream : DecodingStream
{
    private readonly InputBuffer _input;
    private readonly Inflater _inflater;
    private bool _isBegun;

    public InflateStream(Stream inner, int maxRatio)
        : base(inner)
    {
        _input = new InputBuffer(inner);
        _inflater = new Inflater(_input, "The deflate stream", maxRatio);
    }

    protected override async ValueTask<int> DecodeAsync(Memory<byte> buffer, bool isAsync, CancellationToken cancellationToken)
    {
        if (!_isBegun)
        {
            await _input.EnsureAsync(2, isAsync, cancellationToken).ConfigureAwait(false);
            var isZlib = _input.Unread is [var method, var flags, ..] && (method & 0x0F) == 8 && ((method << 8) | flags) % 31 == 0;
            _inflater.Begin(feed =>
                isZlib ? new ZLibStream(feed, CompressionMode.Decompress) : new DeflateStream(feed, CompressionMode.Decompress));
            _isBegun = true;
        }

        return await _inflater.ReadAsync(buffer, isAsync, cancellationToken).ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inflater.Dispose();
        }

        base.Dispose(disposing);
    }
}
