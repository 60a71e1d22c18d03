namespace Uhit.Client.Wire.Xml;

/// <summary>Where the reader is inside one element: the last child that came, and how often.</summary>
internal struct ElementFrame
{
    public ElementShape Shape;
    public int Index;
    public int Count;
    public bool Empty;
}
