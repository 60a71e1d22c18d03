namespace Uhit.Client.Conformance.Wire;

/// <summary>Says how much of a message was read so far.</summary>
internal sealed class CountingStream(byte[] bytes) : MemoryStream(bytes, writable: false)
{
    // A reader that asked for all at once could not be told from one that keeps all.
    private const int MostAtOnce = 16 * 1024;

    public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, MostAtOnce));

    public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, MostAtOnce)]);
}
