using System.Xml;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Xml;

namespace Uhit.Client.Receiving;

/// <summary>Judges a body as its bytes come, before anything of it goes to the store: noise is refused at its first
/// bad byte, and the rest of it is not received.</summary>
/// <remarks>No parser: what it takes may still be refused by the reader, which sees the whole. What
/// it refuses the reader would have refused.</remarks>
/// <param name="limits">The limits of the XML.</param>
/// <param name="decode">Makes the document of the bytes as they come.</param>
/// <param name="checkStart">Reads as far as the first bytes say what the message is, and throws where it is none that can be taken.</param>
internal sealed class BodyJudge(MessageLimits limits, Func<Stream, Stream> decode, Action<Stream> checkStart)
{
    private readonly MarkupScanner _scanner = new(limits, checksEndTags: true);
    private readonly Utf8Check _utf8 = new();

    /// <summary>The document in the bytes that come, in UTF-8.</summary>
    public Stream Decode(Stream received) => decode(received);

    /// <summary>Judges the next bytes of the document.</summary>
    /// <exception cref="XmlException">They are no well-formed UTF-8 XML, or beyond a limit.</exception>
    public void Take(ReadOnlySpan<byte> bytes)
    {
        if (!_utf8.Take(bytes))
        {
            throw new XmlException("The message is not well-formed XML.");
        }

        _scanner.Scan(bytes);
    }

    /// <summary>Judges what has come so far, before the first of it is stored.</summary>
    public void CheckStart(Stream start) => checkStart(start);
}
