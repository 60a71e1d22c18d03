using System.Xml;
using System.Xml.Linq;
using Uhit.Contracts.Schemas;
using static Uhit.Contracts.Contract.WsdlNames;

namespace Uhit.Contracts.Contract;

/// <summary>
/// Makes document/literal of RPC/literal: the wrapper, which no schema has, becomes an element of
/// one, with the parts as elements without a namespace.
/// </summary>
internal sealed class RpcWrappers
{
    private readonly Dictionary<XmlQualifiedName, XElement> _elements = [];
    private readonly Dictionary<XmlQualifiedName, WsdlNode?> _firsts = [];

    public XmlQualifiedName Add(string ns, string name, IReadOnlyList<WsdlNode> parts)
    {
        var qualified = new XmlQualifiedName(name, ns);
        var element = Element(name, parts);
        if (!_elements.TryAdd(qualified, element))
        {
            if (!XNode.DeepEquals(_elements[qualified], element))
            {
                (parts.Count > 0 ? parts[0] : _firsts[qualified])?.Refuse(
                    $"two operations have the RPC wrapper '{name}' of namespace '{ns}', with other parts");
            }
        }
        else
        {
            _firsts[qualified] = parts.Count > 0 ? parts[0] : null;
        }

        return qualified;
    }

    public IEnumerable<SchemaSource> Schemas => _elements.GroupBy(e => e.Key.Namespace, StringComparer.Ordinal).Select(group =>
    {
        var root = new XElement(
            Schema + "schema", group.Key.Length > 0 ? new XAttribute("targetNamespace", group.Key) : null, group.Select(e => e.Value));
        var file = group.Select(e => _firsts[e.Key]?.File).FirstOrDefault(f => f is not null) ?? "wsdl";
        return new SchemaSource(file, root, group.Key, IsInline: true);
    });

    private static XElement Element(string name, IReadOnlyList<WsdlNode> parts)
    {
        var sequence = new XElement(Schema + "sequence");
        foreach (var part in parts)
        {
            var attribute = part.Text("element") is null ? "type" : "element";
            if (part.QName(attribute) is not { } type)
            {
                continue;
            }

            // A prefix of its own for each: the parts may stand in several files.
            var declaration = type.Namespace.Length > 0 ? new XAttribute(XNamespace.Xmlns + "part", type.Namespace) : null;
            var value = type.Namespace.Length > 0 ? $"part:{type.Name}" : type.Name;
            sequence.Add(SchemaSource.From(part.Line, attribute == "type"
                ? new XElement(Schema + "element", declaration, new XAttribute("name", part.Name), new XAttribute("type", value))
                : new XElement(Schema + "element", declaration, new XAttribute("ref", value))));
        }

        return new XElement(Schema + "element", new XAttribute("name", name), new XElement(Schema + "complexType", sequence));
    }
}
