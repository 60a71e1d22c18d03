namespace Uhit.Client.Reliability.Power;

/// <summary>The content of a file. Not thread-safe.</summary>
internal sealed class DiskImage
{
    private byte[] _bytes;
    private int _length;

    public DiskImage()
        : this([], 0)
    {
    }

    private DiskImage(byte[] bytes, int length) => (_bytes, _length) = (bytes, length);

    public ReadOnlySpan<byte> Content => _bytes.AsSpan(0, _length);

    public void Write(long offset, ReadOnlySpan<byte> bytes)
    {
        var end = checked((int)offset + bytes.Length);
        if (end > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(end, _bytes.Length * 2));
        }

        bytes.CopyTo(_bytes.AsSpan((int)offset));
        _length = Math.Max(_length, end);
    }

    public void Truncate(long length)
    {
        if (length < _length)
        {
            // What is written beyond it later leaves a hole of zeros.
            _bytes.AsSpan((int)length, _length - (int)length).Clear();
            _length = (int)length;
        }
    }

    public DiskImage Copy() => new(Content.ToArray(), _length);
}
