using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Uhit.Client.Wire.Soap;

/// <summary>The form in which one message goes out: its content type, and what is around its document. Streams.</summary>
internal sealed class TransferForm
{
    private const string RootId = "root@uhit";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly WireTransfer _transfer;
    private readonly SoapVersion _version;
    private readonly string? _action;
    private readonly string _boundary = $"uhit-{Guid.NewGuid():N}";

    /// <param name="transfer">The form.</param>
    /// <param name="version">The version of SOAP.</param>
    /// <param name="action">The action of a request; <see langword="null"/> for an answer.</param>
    public TransferForm(WireTransfer transfer, SoapVersion version, string? action)
    {
        _transfer = transfer;
        _version = version;
        _action = action;
    }

    /// <summary>The Content-Type header.</summary>
    public string ContentType => _transfer.Packaging switch
    {
        WirePackaging.Mtom => $"multipart/related; type=\"application/xop+xml\"; start=\"<{RootId}>\"; start-info=\"{MediaType}\"{Action}; "
            + $"boundary=\"{_boundary}\"",
        WirePackaging.Multipart => $"multipart/related; type=\"{MediaType}\"; start=\"<{RootId}>\"{Action}; boundary=\"{_boundary}\"",
        _ => DocumentType,
    };

    /// <summary>The Content-Encoding header; <see langword="null"/> for none.</summary>
    public string? ContentEncoding => _transfer.Gzip ? "gzip" : null;

    /// <summary>The encoding of the document, to be written by an <see cref="XmlWriter"/> of this encoding.</summary>
    public Encoding Encoding => _transfer.Charset switch
    {
        "utf-16" => new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true),
        "iso-8859-1" => Encoding.Latin1,
        _ => Utf8,
    };

    private string MediaType => _version == SoapVersion.Soap12 ? "application/soap+xml" : "text/xml";

    private string Action => _version == SoapVersion.Soap12 && _action is not null ? $"; action=\"{_action}\"" : string.Empty;

    private string DocumentType => $"{MediaType}; charset={_transfer.Charset}{Action}";

    /// <summary>Writes a message: its document and what is around it.</summary>
    /// <param name="target">Takes the bytes; left open.</param>
    /// <param name="writeDocument">Writes the document into a stream, in <see cref="Encoding"/>, and leaves that open.</param>
    public void Write(Stream target, Action<Stream> writeDocument)
    {
        using var gzip = _transfer.Gzip ? new GZipStream(target, CompressionLevel.Fastest, leaveOpen: true) : null;
        var stream = gzip ?? target;
        if (_transfer.Packaging == WirePackaging.Document)
        {
            writeDocument(stream);
            return;
        }

        var type = _transfer.Packaging == WirePackaging.Mtom
            ? $"application/xop+xml; charset={_transfer.Charset}; "
                + $"type=\"{MediaType}{Action.Replace("\"", "\\\"", StringComparison.Ordinal)}\""
            : DocumentType;
        stream.Write(
            Utf8.GetBytes($"--{_boundary}\r\nContent-Type: {type}\r\nContent-Transfer-Encoding: binary\r\nContent-ID: <{RootId}>\r\n\r\n"));
        writeDocument(stream);
        stream.Write(Utf8.GetBytes($"\r\n--{_boundary}--\r\n"));
    }

    /// <summary>Writes a message that there is as a document in UTF-8 already.</summary>
    /// <param name="target">Takes the bytes; left open.</param>
    /// <param name="utf8">The document, of our own making.</param>
    public void Write(Stream target, ReadOnlyMemory<byte> utf8) => Write(target, stream =>
    {
        if (_transfer.IsUtf8)
        {
            stream.Write(utf8.Span);
            return;
        }

        // The writer says by a character reference what the encoding has no character for.
        using var reader = XmlReader.Create(
            new MemoryStream(utf8.ToArray(), writable: false),
            new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        using var writer = XmlWriter.Create(
            stream, new XmlWriterSettings { Encoding = Encoding, CloseOutput = false, NewLineHandling = NewLineHandling.Entitize });
        writer.WriteStartDocument();
        reader.MoveToContent();
        writer.WriteNode(reader, defattr: false);
        writer.WriteEndDocument();
    });
}
