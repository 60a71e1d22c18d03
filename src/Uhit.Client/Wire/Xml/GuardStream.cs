namespace Uhit.Client.Wire.Xml;

/// <summary>Hands on the bytes of a document after the scanner has seen them.</summary>
internal sealed class GuardStream(Stream inner, XmlLimits limits) : Stream
{
    private readonly MarkupScanner _scanner = new(limits);
    private long _bytes;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        _bytes += read;
        if (_bytes > limits.MaxBytes)
        {
            throw new XmlGuardException(nameof(XmlLimits.MaxBytes));
        }

        _scanner.Scan(buffer[..read]);
        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
