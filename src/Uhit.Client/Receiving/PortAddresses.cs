using System.Xml;
using System.Xml.Linq;

namespace Uhit.Client.Receiving;

/// <summary>The address of each port of a WSDL, where callbacks have paths of their own.</summary>
/// <param name="documents">The WSDL and what it refers to.</param>
/// <param name="pathOf">The path at which a callback that begins with an element is taken;
/// <see langword="null"/> where none is taken.</param>
internal sealed class PortAddresses(IReadOnlyList<XDocument> documents, Func<XmlQualifiedName, string?> pathOf)
{
    private static readonly XNamespace Wsdl = "http://schemas.xmlsoap.org/wsdl/";

    /// <summary>The address to show in an address element; the public one where the port's callbacks do not agree on a path.</summary>
    public string Of(XElement address, Uri publicUrl)
    {
        var paths = Elements(address).Select(pathOf).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        return paths is [{ Length: > 0 } path] ? $"{publicUrl.AbsoluteUri.TrimEnd('/')}/{path}" : publicUrl.AbsoluteUri;
    }

    // By local names: the parts of a WSDL may stand in several files and namespaces.
    private IEnumerable<XmlQualifiedName> Elements(XElement address)
    {
        var binding = Find("binding", (string?)address.Parent?.Attribute("binding"));
        var portType = Find("portType", (string?)binding?.Attribute("type"));
        foreach (var input in portType?.Elements(Wsdl + "operation").Elements(Wsdl + "input") ?? [])
        {
            if (Find("message", (string?)input.Attribute("message"))?.Elements(Wsdl + "part")
                .FirstOrDefault(part => part.Attribute("element") is not null) is { } part)
            {
                var name = ((string)part.Attribute("element")!).Trim();
                var colon = name.IndexOf(':', StringComparison.Ordinal);
                var ns = colon < 0 ? part.GetDefaultNamespace() : part.GetNamespaceOfPrefix(name[..colon]);
                yield return new XmlQualifiedName(name[(colon + 1)..], ns?.NamespaceName);
            }
        }
    }

    private XElement? Find(string kind, string? name)
    {
        var local = name?.Trim();
        local = local?[(local.IndexOf(':', StringComparison.Ordinal) + 1)..];
        return documents.SelectMany(document => document.Root!.Elements(Wsdl + kind))
            .FirstOrDefault(element => (string?)element.Attribute("name") == local);
    }
}
