using System.Xml;
using System.Xml.Linq;

namespace Uhit.Client.Wire;

/// <content>Attributes by their namespace, what an element says of itself, and XML that the contract leaves open.</content>
public sealed partial class ElementReader
{
    private const string Instance = "http://www.w3.org/2001/XMLSchema-instance";
    private const string Declarations = "http://www.w3.org/2000/xmlns/";

    // What a message keeps of XML that the contract leaves open, in characters.
    private const int MaxKeptCharacters = 32 * 1024 * 1024;

    private int _keptCharacters;

    /// <summary>Looks for an attribute of the element that the reader is at, which has not been read yet: where it
    /// is there, the next value that is read is its.</summary>
    /// <param name="name">Its local name.</param>
    /// <param name="namespace">Its namespace; empty for none.</param>
    /// <returns>Whether it is there.</returns>
    public bool TakeAttribute(string name, string @namespace)
    {
        if (!_reader.HasAttributes || _reader.GetAttribute(name, @namespace) is not { } text)
        {
            return false;
        }

        _attribute = name;
        // A reference that the contract itself has, such as that of xop:Include, is content.
        _isReferenceKnown |= name == "href" && @namespace.Length == 0;
        Take(text);
        return true;
    }

    /// <summary>Goes to an attribute of the element that the reader is at, which has not been read
    /// yet: the next value that is read is its.</summary>
    /// <param name="name">Its local name.</param>
    /// <param name="namespace">Its namespace; empty for none.</param>
    /// <exception cref="WireFormatException"><c>missing-attribute</c>: it is not there.</exception>
    public void NeedAttribute(string name, string @namespace)
    {
        if (!TakeAttribute(name, @namespace))
        {
            throw RefuseAttribute("missing-attribute", name);
        }
    }

    /// <summary>All attributes of the element that the reader is at, but those that are known, those of
    /// <c>xsi</c> and the declarations of namespaces.</summary>
    /// <param name="known">The known ones, each as <c>{namespace}name</c>.</param>
    public IReadOnlyList<XAttribute> OtherAttributes(string[] known)
    {
        ArgumentNullException.ThrowIfNull(known);
        if (!_reader.MoveToFirstAttribute())
        {
            return [];
        }

        List<XAttribute>? others = null;
        do
        {
            var isOurs = _reader.NamespaceURI is Instance or Declarations
                || Array.IndexOf(known, $"{{{_reader.NamespaceURI}}}{_reader.LocalName}") >= 0;
            if (!isOurs)
            {
                (others ??= []).Add(
                    Kept(new XAttribute(XName.Get(_reader.LocalName, _reader.NamespaceURI), CountCharacters(_reader.Value))));
            }
        }
        while (_reader.MoveToNextAttribute());
        _reader.MoveToElement();
        return others ?? (IReadOnlyList<XAttribute>)[];
    }

    /// <summary>Whether the element that the reader is at says that it is nil. Then it has been read; it must be empty.</summary>
    /// <exception cref="WireFormatException"><c>instance-attribute</c>: it says so and is not
    /// empty, or what it says is no boolean.</exception>
    public bool IsNil() => _reader.HasAttributes && ReadNil();

    /// <summary>As <see cref="MoveToMessage"/>, for a message that may be nil.</summary>
    /// <param name="name">Its local name.</param>
    /// <param name="namespace">Its namespace; empty for none.</param>
    /// <returns>Whether it is nil. Then it has been read.</returns>
    public bool MoveToNil(string name, string @namespace)
    {
        Begin(name, @namespace);
        if (IsNil())
        {
            return true;
        }

        _atElement = true;
        return false;
    }

    /// <summary>Which of the types that extend its own the element says it has, by <c>xsi:type</c>.</summary>
    /// <param name="types">Those types, each as <c>{namespace}name</c>.</param>
    /// <returns>Its place among them; -1 where it says none of them.</returns>
    public int DerivedType(string[] types)
    {
        ArgumentNullException.ThrowIfNull(types);
        if (!_reader.HasAttributes || _reader.GetAttribute("type", Instance) is not { } text)
        {
            return -1;
        }

        var name = XmlText.Trim(text);
        var colon = name.IndexOf(':');
        var ns = _reader.LookupNamespace(colon < 0 ? string.Empty : name[..colon].ToString()) ?? string.Empty;
        var index = Array.IndexOf(types, $"{{{ns}}}{name[(colon + 1)..]}");
        _isTypeKnown = index >= 0;
        return index;
    }

    /// <summary>For an element whose type is abstract and that does not say which of those that extend it it has.</summary>
    /// <returns>An <c>instance-attribute</c> at that element, to be thrown.</returns>
    public WireFormatException BadType() => Refuse("instance-attribute", null);

    /// <summary>Reads an element that the contract leaves open, with all that is in it, and keeps it:
    /// comments and processing instructions are dropped.</summary>
    /// <remarks>All such elements of one message hold 100,000 elements and attributes at most, and 32 Mi characters. A prefix in what seems
    /// to be a qualified name is declared on it.</remarks>
    /// <exception cref="WireFormatException"><c>too-many-elements</c>, <c>value-too-long</c> or <c>truncated</c>.</exception>
    public XElement ReadXml()
    {
        _atElement = false;
        _attribute = null;
        XElement? root = null;
        XElement? at = null;
        while (true)
        {
            switch (_reader.NodeType)
            {
                case XmlNodeType.Element:
                    var isEmpty = _reader.IsEmptyElement;
                    var element = KeepElement(root);
                    at?.Add(element);
                    root ??= element;
                    if (!isEmpty)
                    {
                        at = element;
                    }
                    else if (at is null)
                    {
                        return Left(root);
                    }

                    break;
                case XmlNodeType.EndElement:
                    at = at?.Parent;
                    if (at is null)
                    {
                        return Left(root!);
                    }

                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                    var text = CountCharacters(_reader.Value);
                    DeclarePrefix(root, text);
                    at!.Add(new XText(text));
                    break;
                case XmlNodeType.None:
                    throw Refuse("truncated", null);
            }

            _reader.Read();
        }
    }

    private XElement Left(XElement element)
    {
        _reader.Read();
        return element;
    }

    private XElement KeepElement(XElement? root)
    {
        var element = Kept(new XElement(XName.Get(_reader.LocalName, _reader.NamespaceURI)));
        if (!_reader.MoveToFirstAttribute())
        {
            return element;
        }

        do
        {
            var value = CountCharacters(_reader.Value);
            var name = _reader.NamespaceURI != Declarations ? XName.Get(_reader.LocalName, _reader.NamespaceURI)
                : _reader.Prefix.Length == 0 ? XName.Get("xmlns") : XNamespace.Xmlns + _reader.LocalName;
            element.Add(Kept(new XAttribute(name, value)));
        }
        while (_reader.MoveToNextAttribute());
        _reader.MoveToElement();
        foreach (var attribute in element.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration).ToList())
        {
            DeclarePrefix(root ?? element, attribute.Value);
        }

        return element;
    }

    // What is cut out of a message must take along the prefixes that its values use.
    private void DeclarePrefix(XElement? root, string value)
    {
        var colon = value.IndexOf(':', StringComparison.Ordinal);
        if (root is null || colon <= 0 || colon > 64 || value.Length > 512)
        {
            return;
        }

        var prefix = value.AsSpan(0, colon).TrimStart();
        if (!XmlText.Matches(prefix, XmlForm.NCName) || !XmlText.Matches(value.AsSpan(colon + 1).TrimEnd(), XmlForm.NCName))
        {
            return;
        }

        var name = prefix.ToString();
        if (_reader.LookupNamespace(name) is { Length: > 0 } ns
            && name is not ("xml" or "xmlns")
            && root.GetNamespaceOfPrefix(name) is null)
        {
            root.Add(new XAttribute(XNamespace.Xmlns + name, ns));
        }
    }

    private string CountCharacters(string text)
    {
        _keptCharacters += text.Length;
        return _keptCharacters <= MaxKeptCharacters ? text : throw Refuse("value-too-long", null);
    }
}
