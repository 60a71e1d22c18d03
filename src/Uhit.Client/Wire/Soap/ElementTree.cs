using System.Xml;
using System.Xml.Linq;

namespace Uhit.Client.Wire.Soap;

/// <summary>Takes a whole element into memory, as far as it is well-formed.</summary>
internal static class ElementTree
{
    // About what a node costs beside its text.
    private const int NodeSize = 64;

    /// <summary>Reads the element that the reader is at, and goes behind it.</summary>
    /// <param name="reader">A guarded reader: its limits bound what is kept.</param>
    /// <param name="broken">Why the element could not be read to its end; what was read until then is returned.</param>
    /// <param name="maxSize">The most of it, in characters and nodes; by default what the guard lets through.</param>
    /// <exception cref="SoapMessageException">There is more of it.</exception>
    public static XElement Load(XmlReader reader, out XmlException? broken, long maxSize = long.MaxValue)
    {
        var size = 0L;
        var root = StartOf(reader, ref size);
        broken = null;
        try
        {
            Check(size, maxSize);
            var open = reader.IsEmptyElement ? null : root;
            while (open is not null)
            {
                EnvelopeReader.Advance(reader);
                open = Take(reader, open, ref size);
                Check(size, maxSize);
            }

            reader.Read();
        }
        catch (XmlException e)
        {
            broken = e;
        }

        return root;
    }

    private static void Check(long size, long maxSize)
    {
        if (size > maxSize)
        {
            throw new SoapMessageException(SoapFaultCode.Sender, "A header block is too large.");
        }
    }

    private static XElement? Take(XmlReader reader, XElement open, ref long size)
    {
        size += NodeSize;
        switch (reader.NodeType)
        {
            case XmlNodeType.EndElement:
                return open.Parent;
            case XmlNodeType.Element:
                var child = StartOf(reader, ref size);
                open.Add(child);
                return reader.IsEmptyElement ? open : child;
            case XmlNodeType.Comment:
                size += reader.Value.Length;
                open.Add(new XComment(reader.Value));
                return open;
            default:
                size += reader.Value.Length;
                open.Add(new XText(reader.Value));
                return open;
        }
    }

    private static XElement StartOf(XmlReader reader, ref long size)
    {
        var element = new XElement(XName.Get(reader.LocalName, reader.NamespaceURI));
        while (reader.MoveToNextAttribute())
        {
            // The declaration of the default namespace is the one that has no prefix.
            var ns = reader is { Prefix.Length: 0, LocalName: "xmlns" } ? string.Empty : reader.NamespaceURI;
            size += NodeSize + reader.Value.Length;
            element.Add(new XAttribute(XName.Get(reader.LocalName, ns), reader.Value));
        }

        reader.MoveToElement();
        return element;
    }
}
