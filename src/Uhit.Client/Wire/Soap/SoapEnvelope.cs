using System.Runtime.InteropServices;
using System.Xml;
using System.Xml.Linq;
using Uhit.Client.Wire.Decoding;
using Uhit.Client.Wire.Xml;

namespace Uhit.Client.Wire.Soap;

/// <summary>A received SOAP message: the envelope is checked, the reader is on the first element of the body.</summary>
/// <remarks>
/// <para>Call <see cref="Open(Func{Stream}, MessageLimits, CancellationToken)"/>, let the wire format read, call <see cref="ReadToEnd"/>:
/// only then is the message known to be whole. Not thread-safe.</para>
/// <para>Every member that reads may throw <see cref="SoapMessageException"/> (well-formed, but not to be taken),
/// <see cref="XmlException"/> (not well-formed, or an <see cref="XmlGuardException"/>) and what the stream throws.</para>
/// </remarks>
internal sealed class SoapEnvelope : WireBody, IDisposable
{
    private readonly WireMessage _message;
    private readonly XmlReader _reader;
    private readonly HeaderReader _headers;
    private readonly (int Line, int Column) _bodyAt;
    private bool _isAtEnd;

    private SoapEnvelope(WireMessage message, XmlReader reader, SoapHeaders rules, CancellationToken cancellationToken)
    {
        _message = message;
        CancellationToken = cancellationToken;
        _reader = reader;
        IsStored = rules.IsStored;
        _headers = EnvelopeReader.EnterBody(reader, rules, out var version);
        SoapVersion = version;
        BodyName = new XmlQualifiedName(reader.LocalName, reader.NamespaceURI);
        _bodyAt = Position(reader);
    }

    /// <inheritdoc/>
    public override SoapVersion SoapVersion { get; }

    /// <inheritdoc/>
    public override XmlReader Reader => _reader;

    /// <inheritdoc/>
    public override IReadOnlyList<XElement> Headers => _headers.Kept;

    /// <inheritdoc/>
    public override string Path => PathCameTo;

    /// <inheritdoc/>
    public override bool IsStored { get; }

    /// <summary>Set by who opens a callback.</summary>
    internal string PathCameTo { get; set; } = string.Empty;

    internal override MessageLimits Limits => _message.Limits;

    internal override CancellationToken CancellationToken { get; }

    /// <summary>The action that WS-Addressing says, where it has to be understood.</summary>
    internal string? Action => _headers.Action;

    /// <summary>The name of the body's first element.</summary>
    public XmlQualifiedName BodyName { get; }

    /// <summary>Whether the body is a fault.</summary>
    public bool IsFault => BodyName.Name == "Fault" && BodyName.Namespace == SoapNames.Namespace(SoapVersion);

    /// <summary>Opens a message and reads up to the first element of its body.</summary>
    /// <param name="openUtf8">Opens the message's bytes, as often as they are asked for.</param>
    /// <param name="limits">The limits of its XML.</param>
    public static SoapEnvelope Open(Func<Stream> openUtf8, MessageLimits limits) => Open(openUtf8, limits, CancellationToken.None);

    /// <summary>Opens a message and reads up to the first element of its body.</summary>
    /// <param name="openUtf8">Opens the message's bytes, as often as they are asked for.</param>
    /// <param name="limits">The limits of its XML.</param>
    /// <param name="cancellationToken">Ends the reading, then and later, between two nodes.</param>
    public static SoapEnvelope Open(Func<Stream> openUtf8, MessageLimits limits, CancellationToken cancellationToken) =>
        Open(openUtf8, limits, SoapHeaders.Default, cancellationToken);

    /// <summary>Opens a message and reads up to the first element of its body.</summary>
    /// <param name="openUtf8">Opens the message's bytes, as often as they are asked for.</param>
    /// <param name="limits">The limits of its XML.</param>
    /// <param name="headers">Which header blocks are understood.</param>
    /// <param name="cancellationToken">Ends the reading, then and later, between two nodes.</param>
    public static SoapEnvelope Open(Func<Stream> openUtf8, MessageLimits limits, SoapHeaders headers, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(openUtf8);
        ArgumentNullException.ThrowIfNull(headers);
        return Open(WireMessage.OfUtf8(openUtf8, limits), headers, cancellationToken);
    }

    /// <summary>Opens a message in any form that is read.</summary>
    /// <param name="message">The message; disposed of together with the envelope.</param>
    /// <param name="headers">Which header blocks are understood.</param>
    /// <param name="cancellationToken">Ends the reading, then and later, between two nodes.</param>
    internal static SoapEnvelope Open(WireMessage message, SoapHeaders headers, CancellationToken cancellationToken)
    {
        var reader = GuardedXml.CreateReader(message.OpenDocument(), message.Limits, cancellationToken);
        try
        {
            return new SoapEnvelope(message, reader, headers, cancellationToken);
        }
        catch
        {
            reader.Dispose();
            message.Dispose();
            throw;
        }
    }

    /// <summary>Opens a message that is in memory.</summary>
    /// <param name="utf8">The message's bytes, not to be changed while it is read.</param>
    /// <param name="limits">The limits of its XML.</param>
    public static SoapEnvelope Open(ReadOnlyMemory<byte> utf8, MessageLimits limits) => Open(utf8, limits, CancellationToken.None);

    /// <summary>Opens a message that is in memory.</summary>
    /// <param name="utf8">The message's bytes, not to be changed while it is read.</param>
    /// <param name="limits">The limits of its XML.</param>
    /// <param name="cancellationToken">Ends the reading, then and later, between two nodes.</param>
    public static SoapEnvelope Open(ReadOnlyMemory<byte> utf8, MessageLimits limits, CancellationToken cancellationToken) =>
        Open(utf8, limits, SoapHeaders.Default, cancellationToken);

    /// <summary>Opens a message that is in memory.</summary>
    /// <param name="utf8">The message's bytes, not to be changed while it is read.</param>
    /// <param name="limits">The limits of its XML.</param>
    /// <param name="headers">Which header blocks are understood.</param>
    /// <param name="cancellationToken">Ends the reading, then and later, between two nodes.</param>
    public static SoapEnvelope Open(
        ReadOnlyMemory<byte> utf8, MessageLimits limits, SoapHeaders headers, CancellationToken cancellationToken) =>
        Open(() => ToStream(utf8), limits, headers, cancellationToken);

    /// <inheritdoc/>
    public override Stream OpenUtf8() => _message.OpenDocument();

    /// <inheritdoc/>
    public override Stream? OpenAttachment(string contentId)
    {
        ArgumentNullException.ThrowIfNull(contentId);
        return _message.OpenAttachment(contentId);
    }

    /// <summary>Reads the fault that the body is.</summary>
    /// <param name="format">Reads its detail.</param>
    /// <exception cref="InvalidOperationException">The body is no fault.</exception>
    public SoapFault ReadFault(UhitWireFormat format)
    {
        var fault = BeginFault(format, out var broken);
        return broken is null ? fault : throw broken;
    }

    /// <summary>Reads the fault that the body is, and the rest of the document, as far as they are well-formed.</summary>
    /// <param name="format">Reads its detail.</param>
    /// <param name="broken">Why the document could not be read to its end.</param>
    internal SoapFault ReadFault(UhitWireFormat format, out XmlException? broken)
    {
        var fault = BeginFault(format, out broken);
        try
        {
            while (broken is null && _reader.Read())
            {
            }
        }
        catch (XmlException e)
        {
            broken = e;
        }

        return fault;
    }

    /// <summary>Reads what is left, and refuses anything but the ends of body and envelope.</summary>
    public void ReadToEnd()
    {
        // What is refused after its last byte is asked for its end once more.
        if (_isAtEnd)
        {
            return;
        }

        // A format with a reader of its own has not moved this one.
        if (_reader.NodeType == XmlNodeType.Element && Position(_reader) == _bodyAt)
        {
            _reader.Skip();
        }

        EnvelopeReader.LeaveBody(_reader);
        _isAtEnd = true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _reader.Dispose();
        _message.Dispose();
    }

    private SoapFault BeginFault(UhitWireFormat format, out XmlException? broken)
    {
        ArgumentNullException.ThrowIfNull(format);
        return IsFault
            ? FaultReader.Read(_reader, SoapVersion, format, out broken)
            : throw new InvalidOperationException("The body is no fault.");
    }

    private static (int Line, int Column) Position(XmlReader reader) =>
        reader is IXmlLineInfo info ? (info.LineNumber, info.LinePosition) : default;

    private static MemoryStream ToStream(ReadOnlyMemory<byte> utf8) => MemoryMarshal.TryGetArray(utf8, out var array)
        ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
        : new MemoryStream(utf8.ToArray(), writable: false);
}
