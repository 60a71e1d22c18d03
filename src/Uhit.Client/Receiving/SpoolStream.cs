using Uhit.Client.Decompression;

namespace Uhit.Client.Receiving;

/// <summary>A stored body as a wire format reads it, which notes a failure of the store: it must not be taken for one of the format.
/// Between two reads others may have their turn.</summary>
internal sealed class SpoolStream(
    Stream inner, Action<int> onRead, Action<Exception> onFailure, CancellationToken cancellationToken) : ForwardStream
{
    /// <summary>The first bytes of a body, packed as they are to be stored: their end, which may be in the middle of the packing, is not
    /// the end of the body.</summary>
    /// <remarks>Reading throws a <see cref="BodyException"/> where there is no more.</remarks>
    public static SpoolStream OfStart(Stream start) => new(
        start,
        read =>
        {
            if (read == 0)
            {
                throw new BodyException(BodyProblem.StartEnded);
            }
        },
        failure =>
        {
            if (failure is InvalidDataException)
            {
                throw new BodyException(BodyProblem.StartEnded);
            }
        },
        CancellationToken.None);

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            var count = inner.Read(buffer);
            onRead(count);
            return count;
        }
        catch (Exception e)
        {
            onFailure(e);
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
}
