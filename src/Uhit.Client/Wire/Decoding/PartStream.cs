using Uhit.Client.Decompression;

namespace Uhit.Client.Wire.Decoding;

/// <summary>The part that a reader of several parts is at, without what was done to it for its transfer.</summary>
internal sealed class PartStream : DecodingStream
{
    private readonly MultipartReader _parts;
    private readonly bool _mayBeCutOff;

    private PartStream(MultipartReader parts, bool mayBeCutOff)
        : base(Null)
    {
        _parts = parts;
        _mayBeCutOff = mayBeCutOff;
    }

    /// <param name="parts">The reader.</param>
    /// <param name="head">The headers of the part that it is at.</param>
    /// <param name="mayBeCutOff">Whether the part may end where the message ends: that of a document shows in
    /// it, and some senders write no last delimiter.</param>
    /// <exception cref="DecodingException">It is encoded in a way that is not read here.</exception>
    public static Stream Open(MultipartReader parts, PartHead head, bool mayBeCutOff)
    {
        var part = new PartStream(parts, mayBeCutOff);
        return head.TransferEncoding?.Trim().ToLowerInvariant() switch
        {
            null or "" or "7bit" or "8bit" or "binary" => part,
            "base64" => new BinaryTextStream(part, isHex: false),
            _ => throw DecodingException.NotTaken("A part of the message has a transfer encoding that is not known here."),
        };
    }

    protected override async ValueTask<int> DecodeAsync(Memory<byte> buffer, bool isAsync, CancellationToken cancellationToken)
    {
        var read = await _parts.ReadAsync(buffer, isAsync, cancellationToken).ConfigureAwait(false);
        return read == 0 && _parts.IsCutOff && !_mayBeCutOff ? throw DecodingException.CutOff("A part of the message") : read;
    }
}
