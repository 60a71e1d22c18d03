namespace Uhit.Client.Wire.Xml;

/// <summary>One element of a sequence: its name, how often it may come, and the names of its type and of those that the type restricts, parted by blanks.</summary>
internal readonly record struct ElementChild(string Name, string Namespace, int Min, int Max, string Types = "")
{
    public const int Unbounded = int.MaxValue;
}
