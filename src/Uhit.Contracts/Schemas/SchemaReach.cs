using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Uhit.Contracts.Contract;

namespace Uhit.Contracts.Schemas;

/// <summary>Which components the messages reach. Only these are judged; what is wrong with one of them is refused.</summary>
internal sealed class SchemaReach
{
    private readonly SchemaIndex _index;
    private readonly SchemaSources _sources;
    private readonly Refusals _refusals;
    private readonly HashSet<SchemaComponent> _reached = [];
    private readonly HashSet<SchemaComponent> _used = [];
    private readonly Queue<SchemaComponent> _open = new();
    private readonly ILookup<XmlQualifiedName, SchemaComponent> _derived;
    private readonly ILookup<XmlQualifiedName, SchemaComponent> _members;

    public SchemaReach(SchemaIndex index, SchemaSources sources, Refusals refusals)
    {
        (_index, _sources, _refusals) = (index, sources, refusals);
        _derived = index.All.Where(c => c.Element.Name.LocalName == "complexType").SelectMany(Bases).ToLookup(b => b.Base, b => b.Type);
        _members = index.All.Where(c => c.Kind == ComponentKind.Element && c.Element.Attribute("substitutionGroup") is not null)
            .SelectMany(c => NamesIn(c, c.Element, "substitutionGroup").Select(head => (Head: head, Member: c)))
            .ToLookup(m => m.Head, m => m.Member);
    }

    public IReadOnlySet<SchemaComponent> Reached => _reached;

    /// <summary>Reaches the element of a message, from where the WSDL names it.</summary>
    public void Element(XmlQualifiedName name, string file, int line, string from)
    {
        if (_index.Find(ComponentKind.Element, name) is { } element)
        {
            Reach(element);
        }
        else if (!_sources.Missing.ContainsKey(name.Namespace) && _sources.All.All(s => s.Namespace != name.Namespace))
        {
            Describe(name, file, line);
        }
        else
        {
            _refusals.Add(
                file, line, from, $"element '{name.Name}' of namespace '{name.Namespace}' does not exist{WhatIsMissing(name.Namespace)}");
        }

        Follow();
    }

    /// <summary>Elements of messages whose namespace no schema has, nor says that it has: all
    /// that is known of them is their names.</summary>
    public Dictionary<XmlQualifiedName, SchemaSource> Undescribed { get; } = [];

    private void Describe(XmlQualifiedName name, string file, int line)
    {
        if (Undescribed.ContainsKey(name))
        {
            return;
        }

        _refusals.Notes.Add(
            file, line, $"messages have elements of namespace '{name.Namespace}', which no schema describes: anything is taken in them");
        var element = new XElement(WsdlNames.Schema + "element", new XAttribute("name", name.Name));
        var root = new XElement(WsdlNames.Schema + "schema", new XAttribute("targetNamespace", name.Namespace), element);
        var source = new SchemaSource(file, root, name.Namespace, IsInline: true);
        Undescribed.Add(name, source);
        _reached.Add(new SchemaComponent(ComponentKind.Element, name, element, source));
    }

    private void Reach(SchemaComponent component)
    {
        if (_reached.Add(component))
        {
            _open.Enqueue(component);
        }
    }

    private void Follow()
    {
        while (_open.TryDequeue(out var component))
        {
            Judge(component);
            if (component.Kind == ComponentKind.Element)
            {
                foreach (var member in _members[component.Name])
                {
                    Reach(member);
                }
            }

            foreach (var element in component.Element.DescendantsAndSelf().Where(e => e.Name.Namespace == WsdlNames.Schema))
            {
                FollowNames(component, element);
            }
        }
    }

    private void FollowNames(SchemaComponent component, XElement element)
    {
        switch (element.Name.LocalName)
        {
            case "element":
                Follow(component, element, "ref", ComponentKind.Element);
                Follow(component, element, "substitutionGroup", ComponentKind.Element);
                foreach (var type in Follow(component, element, "type", ComponentKind.Type))
                {
                    Use(type);
                }

                break;
            case "attribute":
                Follow(component, element, "ref", ComponentKind.Attribute);
                Follow(component, element, "type", ComponentKind.Type);
                break;
            case "group":
                Follow(component, element, "ref", ComponentKind.Group);
                break;
            case "attributeGroup":
                Follow(component, element, "ref", ComponentKind.AttributeGroup);
                break;
            case "restriction" or "extension":
                Follow(component, element, "base", ComponentKind.Type);
                break;
            case "list":
                Follow(component, element, "itemType", ComponentKind.Type);
                break;
            case "union":
                Follow(component, element, "memberTypes", ComponentKind.Type);
                break;
        }
    }

    /// <summary>A type that an element has may be replaced in a message by those that derive from it.</summary>
    private void Use(SchemaComponent type)
    {
        if (!_used.Add(type))
        {
            return;
        }

        Reach(type);
        foreach (var derived in _derived[type.Name])
        {
            Use(derived);
        }
    }

    private List<SchemaComponent> Follow(SchemaComponent from, XElement at, string attribute, ComponentKind kind)
    {
        var found = new List<SchemaComponent>();
        foreach (var name in NamesIn(from, at, attribute))
        {
            if (name.Namespace == XmlSchema.Namespace)
            {
                continue;
            }

            if (_index.Find(kind, name) is { } component)
            {
                Reach(component);
                found.Add(component);
            }
            else
            {
                Refuse(
                    from, at, $"{attribute}=\"{at.Attribute(attribute)!.Value}\": {Words(kind)} '{name.Name}' of namespace "
                        + $"'{name.Namespace}' does not exist{WhatIsMissing(name.Namespace)}");
            }
        }

        return found;
    }

    private IEnumerable<XmlQualifiedName> NamesIn(SchemaComponent from, XElement at, string attribute)
    {
        foreach (var name in ((string?)at.Attribute(attribute) ?? string.Empty).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (from.Source.Resolve(at, name) is { } resolved)
            {
                yield return resolved;
            }
            else
            {
                Refuse(from, at, $"the prefix of {attribute}=\"{name}\" is not declared");
            }
        }
    }

    private IEnumerable<(XmlQualifiedName Base, SchemaComponent Type)> Bases(SchemaComponent type) =>
        type.Element
            .Elements(WsdlNames.Schema + "complexContent").Elements()
            .Concat(type.Element.Elements(WsdlNames.Schema + "simpleContent").Elements())
            .Select(e => (string?)e.Attribute("base") is { } name ? type.Source.Resolve(e, name.Trim()) : null)
            .OfType<XmlQualifiedName>().Select(b => (b, type));

    private void Judge(SchemaComponent component)
    {
        if (component.Rival is { } rival)
        {
            Refuse(
                component,
                component.Element,
                $"it is declared twice, and differently: also in {FileNames.Short(rival.Source.File)}({rival.Line})");
        }

        if (component.Redefinition is { } redefinition)
        {
            Refuse(
                redefinition, redefinition.Element, "xs:redefine is not supported: write what it says into the schema that it redefines");
        }
    }

    private void Refuse(SchemaComponent component, XElement at, string reason) =>
        _refusals.Add(
            component.Source.File, SchemaSource.LineOf(at), $"{component.Element.Name.LocalName} '{component.Name.Name}'", reason);

    private string WhatIsMissing(string ns)
    {
        if (!_sources.Missing.TryGetValue(ns, out var missing))
        {
            return string.Empty;
        }

        var named = (string?)missing.Import.Attribute("schemaLocation") is { } location ? $" '{location}'" : string.Empty;
        var how = missing.Import.Name.LocalName == "import" ? "imported" : "included";
        return $": its schema{named} is not there ({how} in {FileNames.Short(missing.From.File)}({SchemaSource.LineOf(missing.Import)})); "
            + "save it beside the WSDL";
    }

    private static string Words(ComponentKind kind) => kind switch
    {
        ComponentKind.Element => "element",
        ComponentKind.Attribute => "attribute",
        ComponentKind.Group => "group",
        ComponentKind.AttributeGroup => "attribute group",
        _ => "type",
    };
}
