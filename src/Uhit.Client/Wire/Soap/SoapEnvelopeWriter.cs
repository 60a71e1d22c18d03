using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Uhit.Client.Wire.Soap;

/// <summary>Writes SOAP messages. The same content gives the same bytes.</summary>
internal static class SoapEnvelopeWriter
{
    private const string Prefix = "s";
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Writes a message.</summary>
    /// <param name="utf8">Takes the bytes; left open.</param>
    /// <param name="version">The version of SOAP.</param>
    /// <param name="writeBody">Writes the content of the body.</param>
    public static void Write(Stream utf8, SoapVersion version, Action<XmlWriter> writeBody) => Write(utf8, version, [], writeBody);

    /// <summary>Writes a message with header blocks.</summary>
    /// <param name="utf8">Takes the bytes; left open.</param>
    /// <param name="version">The version of SOAP.</param>
    /// <param name="headers">The header blocks; without one there is no header.</param>
    /// <param name="writeBody">Writes the content of the body.</param>
    public static void Write(Stream utf8, SoapVersion version, IReadOnlyList<XElement> headers, Action<XmlWriter> writeBody)
    {
        ArgumentNullException.ThrowIfNull(utf8);
        ArgumentNullException.ThrowIfNull(headers);
        ArgumentNullException.ThrowIfNull(writeBody);
        Write(utf8, version, Utf8, headers, writeBody);
    }

    /// <summary>Writes a message with header blocks in another encoding than UTF-8.</summary>
    internal static void Write(
        Stream stream, SoapVersion version, Encoding encoding, IReadOnlyList<XElement> headers, Action<XmlWriter> writeBody)
    {
        var settings = new XmlWriterSettings
        {
            Encoding = encoding,
            CloseOutput = false,
            CheckCharacters = true,
            NewLineHandling = NewLineHandling.Entitize,
        };
        using var writer = XmlWriter.Create(stream, settings);
        var ns = SoapNames.Namespace(version);
        writer.WriteStartDocument();
        writer.WriteStartElement(Prefix, "Envelope", ns);
        if (headers.Count > 0)
        {
            writer.WriteStartElement(Prefix, "Header", ns);
            foreach (var header in headers)
            {
                header.WriteTo(writer);
            }

            writer.WriteEndElement();
        }

        writer.WriteStartElement(Prefix, "Body", ns);
        writeBody(writer);
        writer.WriteEndDocument();
    }

    /// <summary>Writes a message into an array.</summary>
    /// <param name="version">The version of SOAP.</param>
    /// <param name="writeBody">Writes the content of the body.</param>
    public static byte[] ToBytes(SoapVersion version, Action<XmlWriter> writeBody) => ToBytes(version, [], writeBody);

    /// <summary>Writes a message with header blocks into an array.</summary>
    /// <param name="version">The version of SOAP.</param>
    /// <param name="headers">The header blocks; without one there is no header.</param>
    /// <param name="writeBody">Writes the content of the body.</param>
    public static byte[] ToBytes(SoapVersion version, IReadOnlyList<XElement> headers, Action<XmlWriter> writeBody)
    {
        using var bytes = new MemoryStream();
        Write(bytes, version, headers, writeBody);
        return bytes.ToArray();
    }

    /// <summary>Puts header blocks into a message that was written here without any.</summary>
    internal static ReadOnlyMemory<byte> WithHeaders(ReadOnlyMemory<byte> message, SoapVersion version, IReadOnlyList<XElement> headers)
    {
        if (headers.Count == 0)
        {
            return message;
        }

        var header = new XElement(
            XName.Get("Header", SoapNames.Namespace(version)),
            new XAttribute(XNamespace.Xmlns + Prefix, SoapNames.Namespace(version)),
            headers);
        var at = message.Span.IndexOf("<s:Body"u8);
        return (byte[])[.. message.Span[..at], .. Utf8.GetBytes(header.ToString(SaveOptions.DisableFormatting)), .. message.Span[at..]];
    }

    /// <summary>Writes a fault into an array.</summary>
    /// <param name="version">The version of SOAP: that of the message which is answered.</param>
    /// <param name="code">Who is at fault.</param>
    /// <param name="reason">A fixed text, nothing of what was received.</param>
    /// <param name="writeDetail">Writes what is inside the detail element; <see langword="null"/> for a fault without one.</param>
    public static byte[] FaultToBytes(SoapVersion version, SoapFaultCode code, string reason, Action<XmlWriter>? writeDetail) =>
        FaultToBytes(version, code, reason, [], writeDetail);

    /// <summary>Writes a fault into an array.</summary>
    /// <param name="version">The version of SOAP: that of the message which is answered.</param>
    /// <param name="code">Who is at fault.</param>
    /// <param name="reason">A fixed text, nothing of what was received but the names of header blocks.</param>
    /// <param name="notUnderstood">The header blocks that were not understood: SOAP 1.2 names them in blocks of its own.</param>
    /// <param name="writeDetail">Writes what is inside the detail element; <see langword="null"/> for a fault without one.</param>
    public static byte[] FaultToBytes(
        SoapVersion version, SoapFaultCode code, string reason, IReadOnlyList<XmlQualifiedName> notUnderstood,
        Action<XmlWriter>? writeDetail)
    {
        ArgumentNullException.ThrowIfNull(reason);
        ArgumentNullException.ThrowIfNull(notUnderstood);
        var name = Prefix + ":" + SoapNames.Code(version, code);
        XElement[] headers = version == SoapVersion.Soap12 ? [.. notUnderstood.Select(NotUnderstood)] : [];
        return ToBytes(version, headers, writer =>
        {
            writer.WriteStartElement(Prefix, "Fault", SoapNames.Namespace(version));
            if (version == SoapVersion.Soap12)
            {
                WriteContent12(writer, name, reason, writeDetail);
            }
            else
            {
                WriteContent11(writer, name, reason, writeDetail);
            }

            writer.WriteEndElement();
        });
    }

    /// <summary>The content type of a message.</summary>
    /// <param name="version">The version of SOAP.</param>
    /// <param name="action">The action, which SOAP 1.2 has in the content type; <see langword="null"/> for an
    /// answer. SOAP 1.1 has it in the SOAPAction header.</param>
    public static string ContentType(SoapVersion version, string? action) => version switch
    {
        SoapVersion.Soap12 when action is not null => $"application/soap+xml; charset=utf-8; action=\"{action}\"",
        SoapVersion.Soap12 => "application/soap+xml; charset=utf-8",
        _ => "text/xml; charset=utf-8",
    };

    private static XElement NotUnderstood(XmlQualifiedName block)
    {
        var element = new XElement(XName.Get("NotUnderstood", SoapNames.Envelope12));

        // The prefix xml is bound for ever, and no other may be bound to its namespace.
        var prefix = block.Namespace == XNamespace.Xml.NamespaceName ? "xml:" : block.Namespace.Length > 0 ? "n:" : string.Empty;
        if (prefix == "n:")
        {
            element.Add(new XAttribute(XNamespace.Xmlns + "n", block.Namespace));
        }

        element.Add(new XAttribute("qname", prefix + block.Name));
        return element;
    }

    private static void WriteContent11(XmlWriter writer, string name, string reason, Action<XmlWriter>? writeDetail)
    {
        writer.WriteElementString("faultcode", name);
        writer.WriteElementString("faultstring", reason);
        if (writeDetail is not null)
        {
            writer.WriteStartElement("detail");
            writeDetail(writer);
            writer.WriteEndElement();
        }
    }

    private static void WriteContent12(XmlWriter writer, string name, string reason, Action<XmlWriter>? writeDetail)
    {
        writer.WriteStartElement(Prefix, "Code", SoapNames.Envelope12);
        writer.WriteElementString(Prefix, "Value", SoapNames.Envelope12, name);
        writer.WriteEndElement();
        writer.WriteStartElement(Prefix, "Reason", SoapNames.Envelope12);
        writer.WriteStartElement(Prefix, "Text", SoapNames.Envelope12);
        writer.WriteAttributeString("xml", "lang", null, "en");
        writer.WriteString(reason);
        writer.WriteEndElement();
        writer.WriteEndElement();
        if (writeDetail is not null)
        {
            writer.WriteStartElement(Prefix, "Detail", SoapNames.Envelope12);
            writeDetail(writer);
            writer.WriteEndElement();
        }
    }
}
