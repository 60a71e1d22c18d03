using System.Text;
using System.Xml;
using Uhit.Client.Decompression;

namespace Uhit.Client.Wire.Decoding;

/// <summary>A payload within its length, whose troubles are told as those of a payload.</summary>
/// <remarks>Where it is the message around it that is broken, that shows again as soon as the message is read on.</remarks>
/// <param name="inner">Its bytes.</param>
/// <param name="path">Where it stands.</param>
/// <param name="maxBytes">Its length at most.</param>
/// <param name="budget">Counts it among the others of its message; <see langword="null"/> where it is counted below.</param>
/// <param name="maxRatio">How many times as long as they came all that were packed may become;
/// <see langword="null"/> for one that was not.</param>
internal sealed class PayloadStream(
    Stream inner, string path, long maxBytes, PayloadBudget? budget = null, int? maxRatio = null) : DecodingStream(inner)
{
    private long _bytes;

    protected override async ValueTask<int> DecodeAsync(Memory<byte> buffer, bool isAsync, CancellationToken cancellationToken)
    {
        int read;
        try
        {
            read = await ReadAsync(Inner, buffer, isAsync, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is DecodingException or SoapMessageException or XmlException or DecoderFallbackException)
        {
            throw PayloadErrors.Of(e is SoapMessageException && e.InnerException is { } cause ? cause : e, path);
        }

        _bytes += read;
        return _bytes <= maxBytes && budget?.TryAdd(read, maxBytes, maxRatio) != false
            ? read
            : throw new WireFormatException("payload-too-large", path);
    }
}
