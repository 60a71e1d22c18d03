namespace Uhit.Client.Wire.Xml;

/// <summary>Where the reader is inside one element, or inside one group: the last child that came, and how often.</summary>
internal struct ElementFrame
{
    public ElementShape Shape;
    public int Index;
    public int Count;

    /// <summary>The number of the first child.</summary>
    public int FirstLeaf;

    /// <summary>Whether it is a group, so that the element is one further out.</summary>
    public bool IsGroup;

    /// <summary>Whether the group has a loop of its own.</summary>
    public bool IsTurn;

    /// <summary>Whether the element is written as an empty tag.</summary>
    public bool Empty;

    /// <summary>Which children came, where they may come in any order.</summary>
    public bool[]? Seen;
}
