using System.Xml;
using Uhit.Client.Wire.Soap;

namespace Uhit.Client.Wire.Decoding;

/// <summary>The element that holds a payload, or refers to it.</summary>
internal sealed class PayloadSource
{
    private const string Xop = "http://www.w3.org/2004/08/xop/include";
    private readonly string _path;
    private readonly int _depth;
    private readonly bool _isEmpty;
    private bool _isLeft;

    private PayloadSource(XmlReader reader)
    {
        Reader = reader;
        _path = reader.LocalName;
        _depth = reader.Depth;
        _isEmpty = reader.IsEmptyElement;
    }

    public XmlReader Reader { get; }

    /// <summary>Which part the payload is; <see langword="null"/> where it is the element's text.</summary>
    public string? Reference { get; private set; }

    /// <summary>Whether there is neither text nor a part, white space aside.</summary>
    public bool IsBlank => Reference is null && (_isEmpty || Reader.NodeType == XmlNodeType.EndElement);

    /// <summary>Enters the element that a reader is at.</summary>
    /// <exception cref="WireFormatException">It holds another element.</exception>
    public static PayloadSource Enter(XmlReader reader)
    {
        if (reader.NodeType != XmlNodeType.Element)
        {
            throw new InvalidOperationException("The reader is not at the start tag of the payload's element.");
        }

        // SOAP with attachments, before there was XOP.
        var source = new PayloadSource(reader) { Reference = reader.GetAttribute("href") is { } href && IsReference(href) ? href : null };
        EnvelopeReader.Advance(reader);
        if (!source._isEmpty && source.Reference is null)
        {
            source.Reference = source.FindInclude();
        }

        return source;
    }

    /// <summary>Reads on in the text; 0 at its end.</summary>
    public int Read(char[] buffer)
    {
        while (!_isEmpty)
        {
            switch (Reader.NodeType)
            {
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                    if (Reader.ReadValueChunk(buffer, 0, buffer.Length) is > 0 and var read)
                    {
                        return read;
                    }

                    EnvelopeReader.Advance(Reader);
                    break;
                case XmlNodeType.EndElement:
                    return 0;
                case XmlNodeType.Comment:
                    throw new WireFormatException("comment-in-value", _path);
                default:
                    throw new WireFormatException("element-in-value", _path);
            }
        }

        return 0;
    }

    /// <summary>Goes behind the element.</summary>
    public void Leave()
    {
        if (_isLeft || _isEmpty)
        {
            return;
        }

        _isLeft = true;
        while (Reader.NodeType != XmlNodeType.EndElement || Reader.Depth > _depth)
        {
            EnvelopeReader.Advance(Reader);
        }

        EnvelopeReader.Advance(Reader);
    }

    private static bool IsReference(string href) => href.StartsWith("cid:", StringComparison.OrdinalIgnoreCase);

    // White space around it is that of a writer that indents; where there is no reference, it is the start of the text.
    private string? FindInclude()
    {
        while (Reader.NodeType is XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace or XmlNodeType.Comment)
        {
            EnvelopeReader.Advance(Reader);
        }

        if (Reader.NodeType != XmlNodeType.Element)
        {
            return null;
        }

        if (Reader.LocalName != "Include" || Reader.NamespaceURI != Xop)
        {
            throw new WireFormatException("element-in-value", _path);
        }

        // What it refers to elsewhere is never fetched.
        return Reader.GetAttribute("href") is { } href && IsReference(href)
            ? href
            : throw new WireFormatException("payload-not-taken", _path);
    }
}
