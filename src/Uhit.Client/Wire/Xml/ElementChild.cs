namespace Uhit.Client.Wire.Xml;

/// <summary>One element of a sequence: its name, how often it may come, and which types it may say it has.</summary>
/// <remarks>Immutable. The <see langword="default"/> value has no name and matches no element.</remarks>
public readonly struct ElementChild
{
    /// <summary>As the most times an element may come: as often as the sender likes.</summary>
    public const int Unbounded = int.MaxValue;

    /// <summary>Makes one whose type has no name, or whose <c>xsi:type</c> no sender writes.</summary>
    /// <param name="name">The element's local name.</param>
    /// <param name="namespace">Its namespace; empty for none.</param>
    /// <param name="min">How often it must come; 0 for one that may be left out.</param>
    /// <param name="max">How often it may come, 1 or more, or <see cref="Unbounded"/>.</param>
    public ElementChild(string name, string @namespace, int min, int max)
        : this(name, @namespace, min, max, string.Empty)
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="name">The element's local name.</param>
    /// <param name="namespace">Its namespace; empty for none.</param>
    /// <param name="min">How often it must come; 0 for one that may be left out.</param>
    /// <param name="max">How often it may come, 1 or more, or <see cref="Unbounded"/>.</param>
    /// <param name="types">The names that <c>xsi:type</c> may have on it: that of its type and of those that the type restricts, parted by blanks.</param>
    public ElementChild(string name, string @namespace, int min, int max, string types)
    {
        Name = name;
        Namespace = @namespace;
        Min = min;
        Max = max;
        Types = types;
    }

    internal string Name { get; }

    internal string Namespace { get; }

    internal int Min { get; }

    internal int Max { get; }

    internal string Types { get; }
}
