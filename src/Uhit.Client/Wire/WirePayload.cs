using System.Xml;
using Uhit.Client.Decompression;
using Uhit.Client.Wire.Decoding;
using Uhit.Client.Wire.Xml;

namespace Uhit.Client.Wire;

/// <summary>A payload inside a message, such as a file in base64 and gzip: opened as bytes, as XML or as lines
/// of text, read once, forward, in flat memory.</summary>
/// <remarks>
/// <para>As text it may be longer than the limit <c>Callback:Limits:MaxTextLength</c> (64 KiB by default) only where
/// <see cref="UhitWireFormat.MaxPayloadBytes"/> says so.</para>
/// <para>All payloads of a message together are held to the length and the ratio that each is held to, and are read in turn with other
/// messages as the message itself is.</para>
/// <para>What is wrong with it is a <see cref="WireFormatException"/>: <c>payload-cut-off</c>, <c>payload-damaged</c>,
/// <c>payload-not-taken</c> (of another form than is said), <c>payload-too-large</c>, <c>payload-missing</c> (a part is referred to that is
/// not there) or <c>bad-payload</c> (XML that is not well-formed, bytes that are no text).</para>
/// <para>Not thread-safe.</para>
/// </remarks>
public sealed class WirePayload : IDisposable
{
    private readonly WireBody _body;
    private readonly WirePayloadForm _form;
    private readonly string _path;
    private readonly PayloadSource? _source;
    private readonly PayloadStream _bytes;

    private WirePayload(WireBody body, WirePayloadForm form, string path, Stream content, PayloadSource? source)
    {
        _body = body;
        _form = form;
        _path = path;
        _source = source;
        _bytes = new PayloadStream(
            Unpack(content),
            path,
            form.MaxBytes,
            body.Payloads,
            form.Compression == WirePayloadCompression.None ? null : body.Limits.MaxCompressionRatio);
    }

    /// <summary>The bytes, decoded and decompressed.</summary>
    public Stream Bytes => _bytes;

    /// <summary>Whether there was nothing in the element when it was opened.</summary>
    internal bool IsBlank { get; private init; }

    /// <summary>Opens the payload that is the text of the element that the body's reader is at, in base64 with white space in any place, or
    /// the part that an <c>xop:Include</c> in it refers to, which holds the bytes as they are.</summary>
    /// <param name="body">The body; its reader stands on the element's start tag. Disposing of the
    /// payload leaves it behind the element.</param>
    /// <param name="form">In which form the payload stands there.</param>
    /// <exception cref="WireFormatException">There is no payload in this form.</exception>
    public static WirePayload Open(WireBody body, WirePayloadForm form) =>
        Open(body, form, text => new BinaryTextStream(text, isHex: false));

    /// <summary>As <see cref="Open(WireBody, WirePayloadForm)"/>, of text in hexadecimal, in capital or small letters.</summary>
    /// <inheritdoc cref="Open(WireBody, WirePayloadForm)" path="/param"/>
    /// <exception cref="WireFormatException">There is no payload in this form.</exception>
    public static WirePayload OpenHex(WireBody body, WirePayloadForm form) =>
        Open(body, form, text => new BinaryTextStream(text, isHex: true));

    /// <summary>As <see cref="Open(WireBody, WirePayloadForm)"/>, of text that is the payload itself, such as XML that is escaped or in a
    /// CDATA section.</summary>
    /// <inheritdoc cref="Open(WireBody, WirePayloadForm)" path="/param"/>
    /// <exception cref="WireFormatException">There is no payload in this form.</exception>
    public static WirePayload OpenText(WireBody body, WirePayloadForm form) => Open(body, form, text => text);

    /// <summary>Opens an attachment.</summary>
    /// <param name="body">The body; its reader is left where it is.</param>
    /// <param name="contentId">The content id of the attachment, or a reference to it.</param>
    /// <param name="form">In which form the payload is.</param>
    /// <exception cref="WireFormatException">There is no such attachment.</exception>
    public static WirePayload OpenAttachment(WireBody body, string contentId, WirePayloadForm form)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(form);
        var part = body.OpenAttachment(contentId) ?? throw new WireFormatException("payload-missing", "attachment");
        return new WirePayload(body, form, "attachment", part, null);
    }

    /// <summary>Reads the payload as XML, under the limits that hold for messages.</summary>
    /// <returns>A guarded reader, before the first node.</returns>
    public XmlReader OpenXml()
    {
        var limits = _body.Limits with { MaxBytes = _form.MaxBytes, MaxPayloadLength = 0 };
        try
        {
            return GuardedXml.OpenPayload(OpenDocument(), limits, _path, _body.CancellationToken);
        }
        catch (XmlException e)
        {
            throw PayloadErrors.Of(e, _path);
        }
    }

    /// <summary>Reads the payload as lines of text without their ends, each within the limit
    /// <c>Callback:Limits:MaxTextLength</c> (64 KiB by default).</summary>
    /// <remarks>A line ends at CR, LF or both; the last one needs no end.</remarks>
    public IEnumerable<string> ReadLines() => PayloadLines.Read(OpenDocument(), _body.Limits.MaxTextLength, _path, _body.CancellationToken);

    /// <summary>Passes over what was not read, and leaves the body's reader behind the payload's element.</summary>
    public void Dispose()
    {
        _bytes.Dispose();
        _source?.Leave();
    }

    private static WirePayload Open(WireBody body, WirePayloadForm form, Func<Stream, Stream> decode)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(form);
        var path = body.Reader.LocalName;
        var source = PayloadSource.Enter(body.Reader);
        if (source.Reference is { } reference)
        {
            var part = body.OpenAttachment(reference) ?? throw new WireFormatException("payload-missing", path);
            return new WirePayload(body, form, path, part, source);
        }

        var isBlank = source.IsBlank;
        return new WirePayload(body, form, path, decode(new ElementTextStream(source)), source) { IsBlank = isBlank };
    }

    private PayloadStream OpenDocument() => new(new Utf8DocumentStream(_bytes, () => _form.Charset), _path, _form.MaxBytes);

    private Stream Unpack(Stream content) => _form.Compression switch
    {
        WirePayloadCompression.Gzip => new GunzipStream(new PackedStream(content, _body.Payloads), _body.Limits.MaxCompressionRatio),
        WirePayloadCompression.Zip => new UnzipStream(new PackedStream(content, _body.Payloads), _body.Limits.MaxCompressionRatio),
        WirePayloadCompression.Deflate => new InflateStream(new PackedStream(content, _body.Payloads), _body.Limits.MaxCompressionRatio),
        _ => content,
    };
}
