using System.Xml;
using System.Xml.Linq;

namespace Uhit.Contracts.Contract;

/// <summary>An element of a WSDL of which everything must be asked for: what is left over is refused by name.</summary>
internal sealed class WsdlNode(XElement element, Refusals refusals)
{
    public XElement Element => element;

    public int Line => ((IXmlLineInfo)element).LineNumber;

    public string File => element.BaseUri;

    public string Name => (string?)element.Attribute("name") ?? string.Empty;

    private string Component => $"{WsdlNames.Show(element.Name)} '{NameOrParent()}'";

    public void Refuse(string reason) => refusals.Add(File, Line, Component, reason);

    /// <summary>Refuses attributes other than these; namespace declarations are none.</summary>
    public WsdlNode Attributes(params string[] known)
    {
        foreach (var attribute in element.Attributes().Where(a => !a.IsNamespaceDeclaration && !known.Contains(a.Name.ToString())))
            Refuse($"attribute {WsdlNames.Show(attribute.Name)} is not supported");
        return this;
    }

    /// <summary>Refuses child elements other than these; wsdl:documentation may always be there.</summary>
    public WsdlNode Children(params XName[] known)
    {
        foreach (var child in element.Elements().Where(c => c.Name != WsdlNames.Wsdl + "documentation" && !known.Contains(c.Name)))
            refusals.Add(File, ((IXmlLineInfo)child).LineNumber, Component, $"{WsdlNames.Show(child.Name)} is not supported");
        return this;
    }

    public IEnumerable<WsdlNode> All(XName name) => element.Elements(name).Select(e => new WsdlNode(e, refusals));

    /// <summary>The one child of that name; refused and null if there is none or there are several.</summary>
    public WsdlNode? One(XName name)
    {
        var found = All(name).ToList();
        if (found.Count == 1) return found[0];
        Refuse(found.Count == 0 ? $"{WsdlNames.Show(name)} is missing" : $"more than one {WsdlNames.Show(name)} is not supported");
        return null;
    }

    public string? Text(string attribute)
    {
        var value = (string?)element.Attribute(attribute);
        if (value is null) Refuse($"attribute {attribute} is missing");
        return value;
    }

    /// <summary>An attribute that may be left out, with the only value that is supported.</summary>
    public void Only(string attribute, string value)
    {
        var actual = (string?)element.Attribute(attribute);
        if (actual is not null && actual != value) Refuse($"{attribute}=\"{actual}\" is not supported, only \"{value}\"");
    }

    public XmlQualifiedName? QName(string attribute)
    {
        var value = Text(attribute);
        if (value is null) return null;
        var parts = value.Trim().Split(':');
        var ns = parts.Length == 2 ? element.GetNamespaceOfPrefix(parts[0]) : element.GetDefaultNamespace();
        if (ns is not null) return new XmlQualifiedName(parts[^1], ns.NamespaceName);
        Refuse($"the prefix of {attribute}=\"{value}\" is not declared");
        return null;
    }

    private string NameOrParent()
    {
        for (var at = element; at is not null; at = at.Parent)
            if ((string?)at.Attribute("name") is { Length: > 0 } name)
                return name;
        return string.Empty;
    }
}
