using System.Xml;
using System.Xml.Schema;
using Uhit.Client.Wire.Mapping.Model;
using Uhit.Client.Wire.Mapping.Writing.Schemas;

namespace Uhit.Cli.Commands.Contract.Check;

/// <summary>An element of the schema, as far as a path goes down from it.</summary>
internal sealed class SchemaNode
{
    private readonly XmlSchemaSet _schemas;
    private readonly IReadOnlyList<XmlSchemaComplexType> _types;
    private readonly Dictionary<XmlQualifiedName, List<XmlSchemaElement>> _children = [];
    private readonly HashSet<XmlQualifiedName> _repeating = [];
    private readonly Dictionary<XmlQualifiedName, List<XmlSchemaType?>> _attributes = [];
    private readonly List<XmlSchemaType?> _declared;

    private SchemaNode(XmlSchemaSet schemas, IEnumerable<XmlSchemaElement> elements)
    {
        _schemas = schemas;
        _declared = [.. elements.Select(element => element.ElementSchemaType)];
        _types = [.. elements.SelectMany(element => TypesOf(element.ElementSchemaType))];
        foreach (var type in _types)
        {
            Collect(type.ContentTypeParticle, repeats: false);
            foreach (XmlSchemaAttribute attribute in type.AttributeUses.Values)
            {
                if (!_attributes.TryGetValue(attribute.QualifiedName, out var known))
                {
                    _attributes[attribute.QualifiedName] = known = [];
                }

                known.Add(attribute.AttributeSchemaType);
            }

            // What may hold anything is described by nobody.
            IsOpen |= type.AttributeWildcard is not null || type == XmlSchemaType.GetBuiltInComplexType(XmlTypeCode.Item);
        }
    }

    /// <summary>Whether it may hold what the schema does not name.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>The names that may stand in it, of elements, and of attributes with an @.</summary>
    public IEnumerable<string> Names =>
        _children.Keys.Select(name => name.Name).Concat(_attributes.Keys.Select(name => "@" + name.Name)).Distinct();

    /// <summary>An element that messages begin with; <see langword="null"/> where the schema has none of that name.</summary>
    public static SchemaNode? Root(XmlSchemaSet schemas, PathStep step)
    {
        var found = schemas.GlobalElements.Values.Cast<XmlSchemaElement>().Where(element => Fits(element.QualifiedName, step)).ToList();
        return found.Count == 0 ? null : new SchemaNode(schemas, found);
    }

    /// <summary>One step down; <see langword="null"/> where there is no such element.</summary>
    public SchemaNode? Child(PathStep step)
    {
        var found = _children.Where(child => Fits(child.Key, step)).SelectMany(child => child.Value).ToList();
        return found.Count == 0 ? null : new SchemaNode(_schemas, found);
    }

    /// <summary>Whether an element may stand here more than once.</summary>
    public bool Repeats(PathStep step) => _repeating.Any(name => Fits(name, step));

    /// <summary>The namespace in which an element of a name stands here; <see langword="null"/> where there is none of that name.</summary>
    public string? NamespaceOf(string name) => _children.Keys.FirstOrDefault(child => child.Name == name)?.Namespace;

    public bool HasAttribute(string name, string namespaceUri) => _attributes.ContainsKey(new XmlQualifiedName(name, namespaceUri));

    /// <summary>The values that the element, or an attribute of it, can have; <see langword="null"/>
    /// where the schema does not count them up.</summary>
    public IReadOnlyList<string>? CodesOf(string? attribute, string attributeNamespace)
    {
        var types = attribute is null
            ? _declared
            : _attributes.GetValueOrDefault(new XmlQualifiedName(attribute, attributeNamespace)) ?? [];
        var codes = types.Select(FacetWords.CodesOf).ToList();
        return codes.Count == 0 || codes.Contains(null) ? null : [.. codes.SelectMany(own => own!).Distinct()];
    }

    private static bool Fits(XmlQualifiedName name, PathStep step) =>
        (step.Name is null || step.Name == name.Name) && (step.Namespace is null || step.Namespace == name.Namespace);

    // A message may say by xsi:type that it holds a type derived from the one that is declared.
    private IEnumerable<XmlSchemaComplexType> TypesOf(XmlSchemaType? declared) => declared is not XmlSchemaComplexType complex
        ? []
        : _schemas.GlobalTypes.Values.OfType<XmlSchemaComplexType>()
            .Where(type => type != complex
                && type.TypeCode != XmlTypeCode.Item
                && XmlSchemaType.IsDerivedFrom(type, complex, XmlSchemaDerivationMethod.None)).Prepend(complex);

    private void Collect(XmlSchemaParticle particle, bool repeats)
    {
        // Writers of "any order" put the elements into a choice that repeats: each of them is meant once.
        repeats |= particle.MaxOccurs > 1 && particle is not XmlSchemaChoice { Items.Count: > 1 };
        switch (particle)
        {
            case XmlSchemaGroupBase group:
                foreach (XmlSchemaParticle item in group.Items)
                {
                    Collect(item, repeats);
                }

                break;
            case XmlSchemaElement element:
                Add(element);
                if (repeats)
                {
                    _repeating.Add(element.QualifiedName);
                }

                foreach (var member in _schemas.GlobalElements.Values.Cast<XmlSchemaElement>()
                    .Where(one => one.SubstitutionGroup == element.QualifiedName))
                {
                    Add(member);
                }

                break;
            case XmlSchemaAny:
                IsOpen = true;
                break;
        }
    }

    private void Add(XmlSchemaElement element)
    {
        if (!_children.TryGetValue(element.QualifiedName, out var known))
        {
            _children[element.QualifiedName] = known = [];
        }

        if (!known.Exists(one => one.ElementSchemaType == element.ElementSchemaType))
        {
            known.Add(element);
        }
    }
}
