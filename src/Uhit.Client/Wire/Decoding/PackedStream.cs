using Uhit.Client.Decompression;

namespace Uhit.Client.Wire.Decoding;

/// <summary>Counts the bytes of a payload before they are unpacked.</summary>
internal sealed class PackedStream(Stream inner, PayloadBudget budget) : DecodingStream(inner)
{
    protected override async ValueTask<int> DecodeAsync(Memory<byte> buffer, bool isAsync, CancellationToken cancellationToken)
    {
        var read = await ReadAsync(Inner, buffer, isAsync, cancellationToken).ConfigureAwait(false);
        budget.AddPacked(read);
        return read;
    }
}
