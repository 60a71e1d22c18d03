using System.Xml;
using System.Xml.Linq;
using Uhit.Contracts.Contract;

namespace Uhit.Contracts.Schemas;

/// <summary>One xs:schema, of a file or inside a WSDL, with the namespace that its components are in.</summary>
/// <param name="File">The file that it stands in.</param>
/// <param name="Root">The element. It is the reader's own copy, and is changed by it.</param>
/// <param name="Namespace">Its target namespace, or that of the schema that includes it.</param>
/// <param name="IsInline">Whether it stands in a WSDL.</param>
internal sealed record SchemaSource(string File, XElement Root, string Namespace, bool IsInline)
{
    /// <summary>The attributes of a schema whose values are names of components.</summary>
    public static readonly IReadOnlySet<string> References = new HashSet<string>(StringComparer.Ordinal)
    {
        "type", "ref", "base", "itemType", "memberTypes", "substitutionGroup", "refer",
    };

    /// <summary>Whether it has no namespace of its own, and takes that of who includes it.</summary>
    public bool IsChameleon => Namespace.Length > 0 && string.IsNullOrWhiteSpace((string?)Root.Attribute("targetNamespace"));

    /// <summary>The line in its file; of what is made here, that of what it is made of.</summary>
    public static int LineOf(XObject at) => at.Annotation<MadeOf>()?.Line ?? ((IXmlLineInfo)at).LineNumber;

    /// <summary>Tells where an element that no file holds comes from.</summary>
    public static T From<T>(int line, T made)
        where T : XObject
    {
        made.AddAnnotation(new MadeOf(line));
        return made;
    }

    /// <summary>The component that a name in an attribute means, by the prefixes in scope there;
    /// null if the prefix is not declared.</summary>
    public XmlQualifiedName? Resolve(XElement at, string name)
    {
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        var prefix = colon < 0 ? string.Empty : name[..colon];
        var ns = prefix.Length == 0 ? at.GetDefaultNamespace() : at.GetNamespaceOfPrefix(prefix);
        if (ns is null)
        {
            return null;
        }

        return new XmlQualifiedName(name[(colon + 1)..], ns == XNamespace.None && IsChameleon ? Namespace : ns.NamespaceName);
    }

    /// <summary>The namespaces of all that it names.</summary>
    public IEnumerable<string> Referenced() => Root.Descendants().Where(e => e.Name.Namespace == WsdlNames.Schema)
        .SelectMany(e => e.Attributes().Where(a => References.Contains(a.Name.ToString())))
        .SelectMany(a => a.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(n => Resolve(a.Parent!, n)))
        .OfType<XmlQualifiedName>().Select(n => n.Namespace).Distinct(StringComparer.Ordinal);

    /// <summary>Gives it the prefixes that stand around it and the namespace that it is in, so that it can be read alone.</summary>
    public void StandAlone()
    {
        var outer = Root.Ancestors().SelectMany(a => a.Attributes()).Where(a => a.IsNamespaceDeclaration).ToList();
        foreach (var declaration in outer.Where(d => Root.Attribute(d.Name) is null))
        {
            Root.SetAttributeValue(declaration.Name, declaration.Value);
        }

        if (IsChameleon)
        {
            GiveNamespace();
        }
    }

    /// <summary>Names without a namespace in a schema without one mean those of the namespace that it is included into.</summary>
    private void GiveNamespace()
    {
        const string prefix = "included";
        foreach (var attribute in Root.Descendants().Attributes().Where(a => References.Contains(a.Name.ToString())))
        {
            var names = attribute.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (attribute.Parent!.GetDefaultNamespace() == XNamespace.None)
            {
                attribute.Value = string.Join(' ', names.Select(n => n.Contains(':', StringComparison.Ordinal) ? n : $"{prefix}:{n}"));
            }
        }

        Root.SetAttributeValue(XNamespace.Xmlns + prefix, Namespace);
        Root.SetAttributeValue("targetNamespace", Namespace);
    }

    private sealed record MadeOf(int Line);
}
