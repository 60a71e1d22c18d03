using System.Xml;
using Uhit.Client.Wire.Mapping.Model;

namespace Uhit.Client.Wire.Mapping.Reading;

/// <summary>An element that the contract names, and what is to be done where it comes. Made once, used by many threads.</summary>
internal sealed class PlanNode(PathStep key)
{
    /// <summary>Which elements it is for.</summary>
    public PathStep Key => key;

    public PlanNode[] Children { get; set; } = [];

    /// <summary>Whether it is only a value.</summary>
    public bool IsLeaf { get; set; }

    /// <summary>The node's place among its neighbours.</summary>
    public int Place { get; set; }

    public Attribute[] Attributes { get; set; } = [];

    /// <summary>The slots that its text goes to.</summary>
    public int[] TextSlots { get; set; } = [];

    /// <summary>The slots that only hear that it is there.</summary>
    public int[] ExistsSlots { get; set; } = [];

    /// <summary>The parts that begin with it, the outer ones first.</summary>
    public ScopePlan[] Begins { get; set; } = [];

    /// <summary>The same, the inner ones first.</summary>
    public ScopePlan[] Ends { get; set; } = [];

    /// <summary>The documents that may be in its text: which one it is, the message decides.</summary>
    public Payload[] Payloads { get; set; } = [];

    /// <summary>Whether a reader at an element is at one of these.</summary>
    public bool Matches(XmlReader reader) => Matches(reader, reader.LocalName, reader.NamespaceURI);

    /// <summary>The child that an element is; <see langword="null"/> where it is none.</summary>
    /// <param name="reader">The reader, at the element.</param>
    /// <param name="from">Where to look first: elements come in some order.</param>
    public PlanNode? Find(XmlReader reader, int from)
    {
        var children = Children;
        if (children.Length == 0)
        {
            return null;
        }

        var (name, ns) = (reader.LocalName, reader.NamespaceURI);
        if (from < children.Length && children[from].Matches(reader, name, ns) && IsOrdered)
        {
            return children[from];
        }

        foreach (var child in children)
        {
            if (child.Matches(reader, name, ns))
            {
                return child;
            }
        }

        return null;
    }

    /// <summary>Whether each element is one child at most, so that they may be looked for in any order.</summary>
    public bool IsOrdered { get; set; }

    private bool Matches(XmlReader reader, string name, string ns) =>
        (key.Name is null || (object)key.Name == name || key.Name == name)
        && (key.Namespace is null || (object)key.Namespace == ns || key.Namespace == ns)
        && (key.Attribute is null || reader.GetAttribute(key.Attribute) == key.AttributeValue);

    /// <summary>An attribute whose value is kept, and in which slots.</summary>
    internal readonly record struct Attribute(string Name, string Namespace, int[] Slots);

    /// <summary>A document inside an element, and the plan for its content.</summary>
    /// <param name="Model">In which form it stands there.</param>
    /// <param name="Document">Above its root.</param>
    /// <param name="Messages">The messages that have it.</param>
    internal sealed record Payload(PayloadModel Model, PlanNode Document, IReadOnlySet<ScopePlan> Messages);
}
