using System.Xml;
using System.Xml.Linq;
using Uhit.Contracts.Contract;

namespace Uhit.Contracts.Schemas;

/// <summary>All components of all schemas by kind and name. What is declared twice and says the same is one.</summary>
internal sealed class SchemaIndex
{
    private static readonly Dictionary<string, ComponentKind> Kinds = new(StringComparer.Ordinal)
    {
        ["element"] = ComponentKind.Element,
        ["complexType"] = ComponentKind.Type,
        ["simpleType"] = ComponentKind.Type,
        ["attribute"] = ComponentKind.Attribute,
        ["group"] = ComponentKind.Group,
        ["attributeGroup"] = ComponentKind.AttributeGroup,
    };

    private readonly Dictionary<(ComponentKind, XmlQualifiedName), SchemaComponent> _all = [];

    public SchemaIndex(IEnumerable<SchemaSource> sources)
    {
        foreach (var source in sources)
        {
            foreach (var element in source.Root.Elements())
            {
                if (Component(source, element) is { } component && !_all.TryAdd((component.Kind, component.Name), component))
                {
                    Meet(_all[(component.Kind, component.Name)], component);
                }
            }
        }

        foreach (var source in sources)
        {
            foreach (var element in source.Root.Elements().Where(e => e.Name.LocalName is "redefine" or "override").Elements())
            {
                if (Component(source, element) is { } component && Find(component.Kind, component.Name) is { } original)
                {
                    original.Redefinition = component;
                }
            }
        }
    }

    public IEnumerable<SchemaComponent> All => _all.Values;

    /// <summary>Components that are there already: what stands in their place is dropped.</summary>
    public HashSet<XElement> Repeats { get; } = [];

    public SchemaComponent? Find(ComponentKind kind, XmlQualifiedName name) => _all.GetValueOrDefault((kind, name));

    private static SchemaComponent? Component(SchemaSource source, XElement element) =>
        element.Name.Namespace == WsdlNames.Schema
            && Kinds.TryGetValue(element.Name.LocalName, out var kind)
            && (string?)element.Attribute("name") is { } name
            ? new SchemaComponent(kind, new XmlQualifiedName(name.Trim(), source.Namespace), element, source)
            : null;

    private void Meet(SchemaComponent first, SchemaComponent second)
    {
        Repeats.Add(second.Element);
        if (first.Rival is null && !Same(first.Source, first.Element, second.Source, second.Element))
        {
            first.Rival = second;
        }
    }

    /// <summary>Whether two declarations say the same, whatever their prefixes, order of attributes and comments.</summary>
    private static bool Same(SchemaSource sourceA, XElement a, SchemaSource sourceB, XElement b)
    {
        if (a.Name != b.Name)
        {
            return false;
        }

        var attributesA = Attributes(sourceA, a);
        var attributesB = Attributes(sourceB, b);
        if (!attributesA.SequenceEqual(attributesB))
        {
            return false;
        }

        var childrenA = Children(a).ToList();
        var childrenB = Children(b).ToList();
        return childrenA.Count == childrenB.Count && !childrenA.Where((child, i) => !Same(sourceA, child, sourceB, childrenB[i])).Any();
    }

    private static IEnumerable<XElement> Children(XElement element) =>
        element.Elements().Where(e => e.Name.Namespace == WsdlNames.Schema && e.Name.LocalName != "annotation");

    private static List<string> Attributes(SchemaSource source, XElement element)
    {
        var said = element.Attributes()
            .Where(a => !a.IsNamespaceDeclaration && a.Name.Namespace == XNamespace.None && a.Name.LocalName != "id")
            .Select(a =>
                $"{a.Name}={(SchemaSource.References.Contains(a.Name.LocalName) ? Resolved(a.Value) : a.Value)}").ToList();
        if (element.Name.LocalName is "element" or "attribute"
            && element.Attribute("form") is null
            && element.Attribute("name") is not null)
        {
            said.Add("form=" + ((string?)source.Root.Attribute(element.Name.LocalName + "FormDefault") ?? "unqualified"));
        }

        said.Sort(StringComparer.Ordinal);
        return said;

        string Resolved(string names) => string.Join(
            ' ', names.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
                .Select(name => source.Resolve(element, name)?.ToString() ?? name));
    }
}
