using System.Runtime.ExceptionServices;
using Uhit.Client.Decompression;

namespace Uhit.Client.Wire.Xml;

/// <summary>Hands on the bytes of a document after the scanner has seen them.</summary>
/// <remarks>What is refused once is refused for good: a reader that hides the first refusal must not get what comes behind it.</remarks>
internal sealed class GuardStream(Stream inner, MessageLimits limits, CancellationToken cancellationToken) : ForwardStream
{
    private readonly MarkupScanner _scanner = new(limits);
    private ExceptionDispatchInfo? _failure;
    private long _bytes;

    /// <summary>Refuses again what was refused.</summary>
    public void ThrowIfFailed() => _failure?.Throw();

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        _failure?.Throw();
        try
        {
            return ReadAndScan(buffer);
        }
        catch (Exception e)
        {
            _failure = ExceptionDispatchInfo.Capture(e);
            throw;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private int ReadAndScan(Span<byte> buffer)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var read = inner.Read(buffer);
        _bytes += read;
        if (_bytes > limits.MaxBytes)
        {
            throw new XmlGuardException(nameof(MessageLimits.MaxBytes));
        }

        _scanner.Scan(buffer[..read]);
        return read;
    }
}
