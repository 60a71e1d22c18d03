using Uhit.Client.Decompression;

namespace Uhit.Client.Wire.Decoding;

/// <summary>Bytes that were read already, with the stream that they came from behind them.</summary>
internal sealed class PrefixedStream(ReadOnlyMemory<byte> prefix, Stream rest) : DecodingStream(rest)
{
    private ReadOnlyMemory<byte> _prefix = prefix;

    protected override ValueTask<int> DecodeAsync(Memory<byte> buffer, bool isAsync, CancellationToken cancellationToken)
    {
        if (_prefix.IsEmpty)
        {
            return ReadAsync(Inner, buffer, isAsync, cancellationToken);
        }

        var count = Math.Min(buffer.Length, _prefix.Length);
        _prefix[..count].CopyTo(buffer);
        _prefix = _prefix[count..];
        return ValueTask.FromResult(count);
    }
}
