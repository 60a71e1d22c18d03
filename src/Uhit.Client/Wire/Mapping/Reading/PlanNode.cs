using System.Xml;

namespace Uhit.Client.Wire.Mapping.Reading;

/// <summary>An element that the contract names, and what is to be done where it comes. Made once, used by many threads.</summary>
internal sealed class PlanNode(PathStepKey key)
{
    /// <summary>Which elements it is for.</summary>
    public PathStepKey Key => key;

    public PlanNode[] Children { get; set; } = [];

    public AttributeCapture[] Attributes { get; set; } = [];

    /// <summary>The slots that its text goes to.</summary>
    public int[] TextSlots { get; set; } = [];

    /// <summary>The slots that only hear that it is there.</summary>
    public int[] ExistsSlots { get; set; } = [];

    /// <summary>The parts that begin and end with it, the outer ones first.</summary>
    public ScopePlan[] Begins { get; set; } = [];

    /// <summary>The document in its text.</summary>
    public PayloadPlan? Payload { get; set; }

    /// <summary>Whether a reader at an element is at one of these.</summary>
    public bool Matches(XmlReader reader) =>
        (key.Name is null || key.Name == reader.LocalName)
        && (key.Namespace is null || key.Namespace == reader.NamespaceURI)
        && (key.Attribute is null || reader.GetAttribute(key.Attribute) == key.AttributeValue);
}
