using System.Xml;

namespace Uhit.Client.Wire.Soap;

/// <summary>Reads what is around the body's content.</summary>
internal static class EnvelopeReader
{
    private const int EnvelopeDepth = 0;
    private const int BodyDepth = 1;
    private const int ContentDepth = 2;

    /// <summary>Goes from the start of the document to the first element of the body.</summary>
    public static HeaderReader EnterBody(XmlReader reader, SoapHeaders rules, out SoapVersion version)
    {
        reader.MoveToContent();
        version = Version(reader);
        var headers = new HeaderReader(rules, version);
        if (reader.IsEmptyElement)
        {
            throw Wrong("The envelope has no body.");
        }

        reader.Read();
        var ns = SoapNames.Namespace(version);
        if (MoveToElement(reader) && reader.LocalName == "Header" && reader.NamespaceURI == ns)
        {
            ReadHeader(reader, headers);
        }

        if (!MoveToElement(reader) || reader.LocalName != "Body" || reader.NamespaceURI != ns)
        {
            throw Wrong("The envelope has no body where one is expected.");
        }

        var empty = reader.IsEmptyElement;
        reader.Read();
        if (empty || !MoveToElement(reader))
        {
            throw new SoapMessageException(SoapFaultCode.Sender, "The body is empty.") { IsEmptyBody = true };
        }

        return headers;
    }

    /// <summary>Goes from behind the content, or from its end tag, to the end of the document.</summary>
    public static void LeaveBody(XmlReader reader)
    {
        // What a format has left unread of its element must still be well-formed, and is skipped.
        while (!reader.EOF && (reader.Depth > ContentDepth || (reader.Depth == ContentDepth && reader.NodeType == XmlNodeType.EndElement)))
        {
            Advance(reader);
        }

        ExpectEnd(reader, BodyDepth, "The body has more than one element.");
        ExpectEnd(reader, EnvelopeDepth, "The envelope has something behind its body.");
        while (reader.Read())
        {
        }
    }

    /// <summary>Goes to the next node, which has to be there.</summary>
    /// <exception cref="XmlException">There is none. A reader says once that a document is broken or cut off: where somebody has hidden
    /// that, it only has nothing more to say.</exception>
    public static void Advance(XmlReader reader)
    {
        if (!reader.Read())
        {
            throw new XmlException("The document ends too early.");
        }
    }

    /// <summary>Goes to the next element at this level; false where there is none. Text between elements is refused.</summary>
    public static bool MoveToElement(XmlReader reader)
    {
        while (reader.NodeType is not (XmlNodeType.Element or XmlNodeType.EndElement))
        {
            if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA)
            {
                throw Wrong("The envelope has text between its elements.");
            }

            Advance(reader);
        }

        return reader.NodeType == XmlNodeType.Element;
    }

    private static void ExpectEnd(XmlReader reader, int depth, string otherwise)
    {
        if (MoveToElement(reader) || reader.Depth != depth)
        {
            throw Wrong(otherwise);
        }

        reader.Read();
    }

    private static SoapVersion Version(XmlReader reader)
    {
        if (reader.LocalName != "Envelope")
        {
            throw Wrong("The message is no SOAP envelope.");
        }

        return reader.NamespaceURI switch
        {
            SoapNames.Envelope11 => SoapVersion.Soap11,
            SoapNames.Envelope12 => SoapVersion.Soap12,
            _ => throw new SoapMessageException(SoapFaultCode.VersionMismatch, "The envelope is neither of SOAP 1.1 nor of SOAP 1.2."),
        };
    }

    private static void ReadHeader(XmlReader reader, HeaderReader headers)
    {
        var empty = reader.IsEmptyElement;
        reader.Read();
        while (!empty && MoveToElement(reader))
        {
            headers.Take(reader);
        }

        if (!empty)
        {
            reader.Read();
        }

        headers.Finish();
    }

    private static SoapMessageException Wrong(string message) => new(SoapFaultCode.Sender, message);
}
