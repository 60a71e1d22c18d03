using Uhit.Client.Decompression;
using Uhit.Client.Wire.Soap;

namespace Uhit.Client.Wire.Decoding;

/// <summary>The root part of a message of several parts: the one that <c>start</c> names, else the first (RFC 2387).</summary>
/// <param name="inner">The whole.</param>
/// <param name="type">The content type of the whole.</param>
/// <param name="limits">Bounds the number of parts.</param>
/// <param name="toEnd">Whether what stands behind the root part is looked at too, before the end is told.</param>
internal sealed class RootPartStream(Stream inner, ContentTypeValue type, MessageLimits limits, bool toEnd) : DecodingStream(inner)
{
    private readonly MultipartReader _parts = new(inner, type["boundary"] ?? string.Empty, limits);
    private Stream? _root;

    /// <summary>What the part's own content type says; known once it is read from.</summary>
    public string? Charset { get; private set; }

    public static bool IsRoot(PartHead part, ContentTypeValue type) =>
        PartHead.PlainId(type["start"]) is { Length: > 0 } start ? part.ContentId == start : part.Number == 0;

    protected override async ValueTask<int> DecodeAsync(Memory<byte> buffer, bool isAsync, CancellationToken cancellationToken)
    {
        _root ??= await FindAsync(isAsync, cancellationToken).ConfigureAwait(false);
        var read = await ReadAsync(_root, buffer, isAsync, cancellationToken).ConfigureAwait(false);
        while (read == 0
            && toEnd
            && !buffer.IsEmpty
            && await _parts.NextAsync(isAsync, cancellationToken).ConfigureAwait(false) is not null)
        {
        }

        return read;
    }

    private async ValueTask<Stream> FindAsync(bool isAsync, CancellationToken cancellationToken)
    {
        while (!string.IsNullOrEmpty(type["boundary"])
            && await _parts.NextAsync(isAsync, cancellationToken).ConfigureAwait(false) is { } part)
        {
            if (IsRoot(part, type))
            {
                Charset = ContentTypeValue.Parse(part.ContentType)?["charset"];
                return PartStream.Open(_parts, part, mayBeCutOff: true);
            }
        }

        throw DecodingException.NotTaken("The message has several parts, and none that is the root.");
    }
}
