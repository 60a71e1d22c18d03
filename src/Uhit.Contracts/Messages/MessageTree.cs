using System.Xml;
using System.Xml.Schema;

namespace Uhit.Contracts.Messages;

/// <summary>Lays out an element as it may stand in a message: everything once, what holds itself cut.</summary>
internal sealed class MessageTree
{
    /// <summary>What is longer is shown less deep: nobody fills in more by hand.</summary>
    public const int MaxNodes = 2500;

    private const int LeastDepth = 4;
    private readonly XmlSchemaSet _schemas;
    private readonly SchemaCatalog _catalog;
    private readonly int _maxDepth;
    private readonly List<XmlSchemaType> _open = [];
    private int _choices;
    private int _ids;
    private int _nodes;

    private MessageTree(XmlSchemaSet schemas, int maxDepth) =>
        (_schemas, _catalog, _maxDepth) = (schemas, SchemaCatalog.Of(schemas), maxDepth);

    /// <summary>The elements of a body or of a header, laid out; numbers of choices are unique among them.</summary>
    public static IReadOnlyList<MessageNode> Build(XmlSchemaSet schemas, IReadOnlyList<XmlQualifiedName> elements)
    {
        var (nodes, count) = Build(schemas, elements, int.MaxValue);
        for (var depth = 24; count > MaxNodes && depth >= LeastDepth; depth--)
        {
            (nodes, count) = Build(schemas, elements, depth);
        }

        return nodes;
    }

    private static (List<MessageNode> Nodes, int Count) Build(XmlSchemaSet schemas, IReadOnlyList<XmlQualifiedName> elements, int depth)
    {
        var tree = new MessageTree(schemas, depth);
        var nodes = elements.Select(name => tree.Node((XmlSchemaElement)schemas.GlobalElements[name]!, 1, 1, Place.Plain)).ToList();
        return (nodes, tree._nodes);
    }

    private MessageNode Node(XmlSchemaElement element, int min, int? max, Place place)
    {
        var substitutes = Members(element);
        if (Declaration(element).IsAbstract && substitutes.Count > 0)
        {
            (element, substitutes) = (substitutes[0], substitutes[1..]);
        }

        var node = new MessageNode
        {
            Name = element.QualifiedName,
            Min = min,
            Max = max,
            Choices = place.Choices,
            IsOneOfAtLeast = place.AtLeastOneOf,
            Source = element,
            Type = element.ElementSchemaType,
            IsNillable = element.IsNillable || Declaration(element).IsNillable,
            Documentation = Documentation.Of(element)
                ?? Documentation.Of(Declaration(element))
                ?? Documentation.Of(element.ElementSchemaType),
            Substitutes = substitutes.ConvertAll(e => e.QualifiedName),
        };
        if (++_nodes > MaxNodes && _maxDepth > LeastDepth)
        {
            return node;
        }

        Fill(node, element);
        return node;
    }

    /// <summary>A reference has only the name of what it refers to.</summary>
    private XmlSchemaElement Declaration(XmlSchemaElement element) =>
        element.RefName.IsEmpty ? element : _schemas.GlobalElements[element.RefName] as XmlSchemaElement ?? element;

    private void Fill(MessageNode node, XmlSchemaElement element)
    {
        var declaration = Declaration(element);
        if (node.Type is XmlSchemaSimpleType simple)
        {
            node.Value = _catalog.Describe(simple, declaration.FixedValue, declaration.DefaultValue, ref _ids);
            return;
        }

        if (node.Type is not XmlSchemaComplexType type || IsAnyType(type))
        {
            node.IsAnything = true;
            return;
        }

        var others = _catalog.Derived(type);
        if (type.IsAbstract && others.Count > 0)
        {
            (type, others) = (others[0], [.. others.Skip(1)]);
            node.InstanceType = type.QualifiedName;
        }

        node.IsAbstract = type.IsAbstract || declaration.IsAbstract;
        node.Type = type;
        if (node.Substitutes.Count == 0)
        {
            node.Substitutes = [.. others.Select(t => t.QualifiedName)];
        }

        if (node.IsAbstract || _open.Contains(type) || (_open.Count >= _maxDepth && node.Min == 0))
        {
            node.IsCut = true;
            return;
        }

        _open.Add(type);
        Content(node, type, declaration);
        _open.RemoveAt(_open.Count - 1);
    }

    private void Content(MessageNode node, XmlSchemaComplexType type, XmlSchemaElement declaration)
    {
        node.IsMixed = type.ContentType == XmlSchemaContentType.Mixed;
        foreach (var use in type.AttributeUses.Values.OfType<XmlSchemaAttribute>().Where(a => a.Use != XmlSchemaUse.Prohibited))
        {
            var fixedValue = use.FixedValue ?? (_schemas.GlobalAttributes[use.RefName] as XmlSchemaAttribute)?.FixedValue;
            var value = _catalog.Describe(use.AttributeSchemaType!, fixedValue, use.DefaultValue, ref _ids);
            node.Attributes.Add(new MessageNode.Attribute(
                use.QualifiedName, use.Use == XmlSchemaUse.Required, value, use,
                Documentation.Of(use) ?? Documentation.Of(use.AttributeSchemaType)));
        }

        node.Attributes.Sort((a, b) => string.CompareOrdinal(a.Name.ToString(), b.Name.ToString()));
        if (type.ContentType == XmlSchemaContentType.TextOnly)
        {
            node.Value = _catalog.Describe(type, declaration.FixedValue, declaration.DefaultValue, ref _ids);
        }
        else
        {
            Visit(node, type.ContentTypeParticle, 1, 1, Place.Plain);
        }
    }

    private void Visit(MessageNode parent, XmlSchemaParticle particle, int min, int? max, Place place)
    {
        // More than any message has: the same as without end.
        var least = (int)Math.Min(particle.MinOccurs * min, int.MaxValue);
        int? most = max is null || particle.MaxOccurs > 1_000_000 ? null : (int)Math.Min(particle.MaxOccurs * max.Value, int.MaxValue);
        if (most == 0)
        {
            return;
        }

        switch (particle)
        {
            case XmlSchemaElement element:
                parent.Children.Add(Node(element, least, most, place));
                break;
            case XmlSchemaAny any:
                parent.Children.Add(new MessageNode
                {
                    Name = XmlQualifiedName.Empty,
                    Min = least,
                    Max = most,
                    Choices = place.Choices,
                    IsOneOfAtLeast = place.AtLeastOneOf,
                    Source = any,
                    Any = any.Namespace ?? "##any",
                    Documentation = Documentation.Of(any),
                });
                break;
            case XmlSchemaChoice choice when choice.Items.Count > 1 && !IsFree(choice):
                VisitChoice(parent, choice, least, most, place);
                break;
            case XmlSchemaGroupBase group:
                var isChoice = group is XmlSchemaChoice && group.Items.Count > 1;
                var inside = isChoice && least > 0 ? place with { AtLeastOneOf = ++_choices } : place;
                foreach (var item in group.Items.OfType<XmlSchemaParticle>())
                {
                    Visit(parent, item, isChoice ? 0 : least, most, inside);
                }

                break;
            case XmlSchemaGroupRef { Particle: { } inner }:
                Visit(parent, inner, least, most, place);
                break;
        }
    }

    /// <summary>Whether a choice is repeated often enough for every branch to stand there: then nothing has to be chosen.</summary>
    private static bool IsFree(XmlSchemaChoice choice) => choice.MaxOccurs >= choice.Items.Count;

    private void VisitChoice(MessageNode parent, XmlSchemaChoice choice, int min, int? max, Place place)
    {
        var number = ++_choices;
        var branch = 0;
        foreach (var item in choice.Items.OfType<XmlSchemaParticle>())
        {
            Visit(parent, item, min, max, place with
            {
                Choices =
                    [.. place.Choices, new MessageNode.ChoiceBranch(number, ++branch, item is not (XmlSchemaElement or XmlSchemaAny))],
            });
        }
    }

    private List<XmlSchemaElement> Members(XmlSchemaElement element)
    {
        if (element.RefName.IsEmpty && !_schemas.GlobalElements.Contains(element.QualifiedName))
        {
            return [];
        }

        if (element.RefName.IsEmpty && _schemas.GlobalElements[element.QualifiedName] != element)
        {
            return [];
        }

        var members = new List<XmlSchemaElement>();
        var heads = new Queue<XmlQualifiedName>([element.QualifiedName]);
        while (heads.TryDequeue(out var head))
        {
            foreach (var member in _catalog.Members(head))
            {
                heads.Enqueue(member.QualifiedName);
                if (!member.IsAbstract)
                {
                    members.Add(member);
                }
            }
        }

        members.Sort((a, b) => string.CompareOrdinal(a.QualifiedName.ToString(), b.QualifiedName.ToString()));
        return members;
    }

    private static bool IsAnyType(XmlSchemaComplexType type) =>
        type.QualifiedName is { Name: "anyType", Namespace: XmlSchema.Namespace };

    /// <summary>The choices around a particle.</summary>
    private sealed record Place(IReadOnlyList<MessageNode.ChoiceBranch> Choices, int? AtLeastOneOf)
    {
        public static Place Plain { get; } = new([], null);
    }
}
