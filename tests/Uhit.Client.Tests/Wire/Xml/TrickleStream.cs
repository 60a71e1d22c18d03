namespace Uhit.Client.Tests.Wire.Xml;

/// <summary>Gives its bytes in pieces of a few bytes, as a slow connection may.</summary>
internal sealed class TrickleStream(byte[] bytes, int piece) : MemoryStream(bytes, writable: false)
{
    public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, piece));

    public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, piece)]);
}
