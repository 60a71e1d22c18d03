using System.Xml;
using System.Xml.Linq;

namespace Uhit.Contracts.Schemas;

/// <summary>One xs:schema, of a file or inside a WSDL, with the namespace that its components are in.</summary>
/// <param name="File">The file that it stands in.</param>
/// <param name="Root">The element. It is the reader's own copy, and is changed by it.</param>
/// <param name="Namespace">Its target namespace, or that of the schema that includes it.</param>
/// <param name="IsInline">Whether it stands in a WSDL.</param>
internal sealed record SchemaSource(string File, XElement Root, string Namespace, bool IsInline)
{
    /// <summary>Whether it has no namespace of its own, and takes that of who includes it.</summary>
    public bool IsChameleon => Namespace.Length > 0 && Root.Attribute("targetNamespace") is null;

    public static int LineOf(XObject at) => ((IXmlLineInfo)at).LineNumber;

    /// <summary>The component that a name in an attribute means, by the prefixes in scope there; null if the prefix is not declared.</summary>
    public XmlQualifiedName? Resolve(XElement at, string name)
    {
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        var prefix = colon < 0 ? string.Empty : name[..colon];
        var ns = prefix.Length == 0 ? at.GetDefaultNamespace() : at.GetNamespaceOfPrefix(prefix);
        if (ns is null) return null;
        return new XmlQualifiedName(name[(colon + 1)..], ns == XNamespace.None && IsChameleon ? Namespace : ns.NamespaceName);
    }
}
