namespace Uhit.Client.Wire.Xml;

/// <summary>One element of a sequence: its name, and how often it may come.</summary>
internal readonly record struct ElementChild(string Name, string Namespace, int Min, int Max)
{
    public const int Unbounded = int.MaxValue;
}
