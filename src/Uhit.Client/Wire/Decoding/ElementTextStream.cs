using System.Text;
using Uhit.Client.Decompression;

namespace Uhit.Client.Wire.Decoding;

/// <summary>The text of a payload's element as UTF-8, piece by piece: it is never in memory as a whole.</summary>
internal sealed class ElementTextStream(PayloadSource source) : DecodingStream(Null)
{
    private const int Size = 8 * 1024;
    private readonly char[] _text = new char[Size];
    private readonly byte[] _bytes = new byte[(Size * 3) + 4];
    private readonly Encoder _encoder = Encoding.UTF8.GetEncoder();
    private ReadOnlyMemory<byte> _ready;

    protected override ValueTask<int> DecodeAsync(Memory<byte> buffer, bool isAsync, CancellationToken cancellationToken)
    {
        while (_ready.IsEmpty)
        {
            var read = source.Read(_text);
            if (read == 0)
            {
                return ValueTask.FromResult(0);
            }

            _ready = _bytes.AsMemory(0, _encoder.GetBytes(_text.AsSpan(0, read), _bytes, flush: false));
        }

        var count = Math.Min(buffer.Length, _ready.Length);
        _ready[..count].CopyTo(buffer);
        _ready = _ready[count..];
        return ValueTask.FromResult(count);
    }
}
