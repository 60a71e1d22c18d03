using System.Text;

namespace Uhit.Client.Tests.Wire.Xml;

/// <summary>Makes its bytes as they are read, and counts them.</summary>
internal sealed class RepeatingStream(string start, Func<long, string> middle, long count, string end) : Stream
{
    private byte[] _piece = Encoding.UTF8.GetBytes(start);
    private int _at;
    private long _next;
    private bool _ended;

    public long BytesRead { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => BytesRead; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = 0;
        while (read < count && (_at < _piece.Length || Advance()))
        {
            var length = Math.Min(count - read, _piece.Length - _at);
            Array.Copy(_piece, _at, buffer, offset + read, length);
            _at += length;
            read += length;
        }

        BytesRead += read;
        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private bool Advance()
    {
        if (_ended)
        {
            return false;
        }

        _at = 0;
        _ended = _next == count;
        _piece = Encoding.UTF8.GetBytes(_ended ? end : middle(_next++));
        return true;
    }
}
