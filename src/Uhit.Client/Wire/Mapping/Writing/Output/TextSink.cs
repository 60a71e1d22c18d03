using System.Text;
using System.Xml;

namespace Uhit.Client.Wire.Mapping.Writing.Output;

/// <summary>Writes bytes as the text of an XML element: base64, hex, or as the UTF-8 that they are.</summary>
internal sealed class TextSink(XmlWriter writer, string? encoding) : Stream
{
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private readonly char[] _chars = new char[4096];

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        switch (encoding)
        {
            case "base64":
                writer.WriteBase64(buffer, offset, count);
                break;
            case "hex":
                writer.WriteBinHex(buffer, offset, count);
                break;
            default:
                WriteText(buffer.AsSpan(offset, count));
                break;
        }
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private void WriteText(ReadOnlySpan<byte> bytes)
    {
        var isDone = false;
        while (!isDone)
        {
            _decoder.Convert(bytes, _chars, flush: false, out var used, out var written, out isDone);
            bytes = bytes[used..];

            // A pair of surrogates must not be parted: what is kept back comes with the next bytes.
            if (written > 0)
            {
                writer.WriteString(new string(_chars, 0, written));
            }
        }
    }
}
