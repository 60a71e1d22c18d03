using System.Xml;

namespace Uhit.Client.Wire.Mapping.Reading;

/// <summary>An element that the contract names, and what is to be done where it comes. Made once, used by many threads.</summary>
internal sealed class PlanNode(PathStepKey key)
{
    /// <summary>Which elements it is for.</summary>
    public PathStepKey Key => key;

    public PlanNode[] Children { get; set; } = [];

    /// <summary>Whether it is only a value.</summary>
    public bool IsLeaf { get; set; }

    /// <summary>The node's place among its neighbours.</summary>
    public int Place { get; set; }

    public AttributeCapture[] Attributes { get; set; } = [];

    /// <summary>The slots that its text goes to.</summary>
    public int[] TextSlots { get; set; } = [];

    /// <summary>The slots that only hear that it is there.</summary>
    public int[] ExistsSlots { get; set; } = [];

    /// <summary>The parts that begin with it, the outer ones first.</summary>
    public ScopePlan[] Begins { get; set; } = [];

    /// <summary>The same, the inner ones first.</summary>
    public ScopePlan[] Ends { get; set; } = [];

    /// <summary>The documents that may be in its text: which one it is, the message decides.</summary>
    public PayloadPlan[] Payloads { get; set; } = [];

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
}
