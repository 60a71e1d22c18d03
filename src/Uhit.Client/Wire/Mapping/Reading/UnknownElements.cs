using System.Xml;

namespace Uhit.Client.Wire.Mapping.Reading;

/// <summary>Skips elements that the contract does not name, and counts them; those inside them are not counted.</summary>
internal sealed class UnknownElements(WalkPosition position)
{
    public long Count { get; private set; }

    /// <summary>The first of them which may be data, since it has elements or attributes of its own.</summary>
    public string? Data { get; private set; }

    /// <summary>Skips the element that the reader is at.</summary>
    public void Skip(XmlReader reader)
    {
        Count++;
        if (Data is not null)
        {
            reader.Skip();
            return;
        }

        var (name, depth) = (reader.LocalName, reader.Depth);
        var isData = HasOwnAttributes(reader);
        if (!isData && !reader.IsEmptyElement)
        {
            while (reader.Read() && reader.NodeType != XmlNodeType.EndElement && reader.NodeType != XmlNodeType.Element)
            {
            }

            isData = reader.NodeType == XmlNodeType.Element;
            while (reader.Depth > depth && !reader.EOF)
            {
                reader.Skip();
            }
        }

        Data = isData ? position.PathTo(name) : null;
        reader.Skip();
    }

    private static bool HasOwnAttributes(XmlReader reader)
    {
        var found = false;
        for (var more = reader.HasAttributes && reader.MoveToFirstAttribute(); more && !found; more = reader.MoveToNextAttribute())
        {
            found = reader.NamespaceURI is not ("http://www.w3.org/2000/xmlns/" or "http://www.w3.org/2001/XMLSchema-instance");
        }

        reader.MoveToElement();
        return found;
    }
}
