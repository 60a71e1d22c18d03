using System.Xml;
using System.Xml.Linq;

namespace Uhit.Contracts.Contract;

/// <summary>An element of a WSDL, with where it stands.</summary>
internal sealed record WsdlNode(XElement Element, string File, string TargetNamespace, Refusals Refusals)
{
    public int Line => ((IXmlLineInfo)Element).LineNumber;

    public string Name => ((string?)Element.Attribute("name"))?.Trim() ?? string.Empty;

    public XmlQualifiedName QualifiedName => new(Name, TargetNamespace);

    private string Component => $"{WsdlNames.Show(Element.Name)} '{NameOrParent()}'";

    public void Refuse(string reason) => Refusals.Add(File, Line, Component, reason);

    public void Note(string what) => Refusals.Notes.Add(File, Line, $"{Component}: {what}");

    /// <summary>Notes something that many elements have, in words that are the same for all.</summary>
    public void NoteKind(string what) => Refusals.Notes.Add(File, Line, what);

    public IEnumerable<WsdlNode> All(XName name) => Element.Elements(name).Select(Of);

    public WsdlNode? First(XName name) => Element.Element(name) is { } found ? Of(found) : null;

    public string? Text(string attribute) => ((string?)Element.Attribute(attribute))?.Trim();

    /// <summary>A name in an attribute; null where it is missing or its prefix is not declared, which is refused.</summary>
    public XmlQualifiedName? QName(string attribute)
    {
        if (Text(attribute) is not { Length: > 0 } value)
        {
            Refuse($"attribute {attribute} is missing");
            return null;
        }

        var colon = value.IndexOf(':', StringComparison.Ordinal);
        var ns = colon < 0 ? Element.GetDefaultNamespace() : Element.GetNamespaceOfPrefix(value[..colon]);
        if (ns is not null)
        {
            return new XmlQualifiedName(value[(colon + 1)..], ns.NamespaceName);
        }

        Refuse($"the prefix of {attribute}=\"{value}\" is not declared");
        return null;
    }

    private WsdlNode Of(XElement element) => this with { Element = element };

    private string NameOrParent()
    {
        for (var at = Element; at is not null; at = at.Parent)
        {
            if ((string?)at.Attribute("name") is { Length: > 0 } name)
            {
                return name;
            }
        }

        return string.Empty;
    }
}
