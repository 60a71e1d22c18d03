using Uhit.Client.Wire.Xml;

namespace Uhit.Client.Wire;

/// <summary>One part of an <see cref="ElementShape"/>: an element with its name and how often it may come, a
/// group of such parts, or a place for any element.</summary>
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
    /// <param name="types">The names that <c>xsi:type</c> may have on it: that of its type and of those
    /// that the type restricts, parted by blanks.</param>
    public ElementChild(string name, string @namespace, int min, int max, string types)
    {
        Name = name;
        Namespace = @namespace;
        Min = min;
        Max = max;
        Types = types;
    }

    private ElementChild(int min, int max)
        : this(string.Empty, string.Empty, min, max)
    {
    }

    internal string Name { get; }

    internal string Namespace { get; }

    internal int Min { get; }

    internal int Max { get; }

    internal string Types { get; }

    /// <summary>The parts of a group; null for an element.</summary>
    internal ElementShape? Inside { get; private init; }

    /// <summary>Whether each turn of the group is read by a loop of its own.</summary>
    internal bool IsRepeated { get; private init; }

    internal bool IsNillable { get; private init; }

    /// <summary>What a place for any element allows; null for another.</summary>
    internal string? Namespaces { get; private init; }

    /// <summary>Whether it must be there.</summary>
    internal bool IsNeeded => Min > 0 && Inside is not { IsEmptiable: true };

    /// <summary>Makes an element that may say <c>xsi:nil</c>: <see cref="ElementReader.NextChild"/> finds it, and
    /// <see cref="ElementReader.IsNil"/> says whether it is.</summary>
    /// <inheritdoc cref="ElementChild(string, string, int, int)" path="/param"/>
    public static ElementChild Nillable(string name, string @namespace, int min, int max) =>
        Nillable(name, @namespace, min, max, string.Empty);

    /// <summary>Makes an element that may say <c>xsi:nil</c>: <see cref="ElementReader.NextChild"/> finds it, and
    /// <see cref="ElementReader.IsNil"/> says whether it is.</summary>
    /// <inheritdoc cref="ElementChild(string, string, int, int, string)" path="/param"/>
    public static ElementChild Nillable(string name, string @namespace, int min, int max, string types) =>
        new(name, @namespace, min, max, types) { IsNillable = true };

    /// <summary>Makes a group that comes at most once. What is in it counts as children of the element around it:
    /// each has a number of its own, in their order.</summary>
    /// <param name="inside">What is in it.</param>
    /// <param name="min">0 for a group that may be left out, else 1.</param>
    public static ElementChild Group(ElementShape inside, int min) => new(min, 1) { Inside = inside };

    /// <summary>Makes a group that repeats. It is one child: <see cref="ElementReader.NextChild"/> finds each turn, which is read by
    /// another loop of it that ends with the turn.</summary>
    /// <param name="inside">What is in one turn; in the loop its children are numbered from 0.</param>
    /// <param name="min">How often it must come.</param>
    /// <param name="max">How often it may come, or <see cref="Unbounded"/>.</param>
    public static ElementChild Repeated(ElementShape inside, int min, int max) => new(min, max) { Inside = inside, IsRepeated = true };

    /// <summary>Makes a place for elements that the contract leaves open; <see cref="ElementReader.ReadXml"/> reads one.</summary>
    /// <param name="namespaces"><c>*</c> for any namespace, <c>!urn:a</c> for any but that one and but none, or the namespaces parted by
    /// blanks, with <c>##local</c> for none.</param>
    /// <param name="min">How many must come.</param>
    /// <param name="max">How many may come, or <see cref="Unbounded"/>.</param>
    public static ElementChild Any(string namespaces, int min, int max) => new(min, max) { Namespaces = namespaces };

    /// <summary>Whether it is, or can begin with, an element of that name.</summary>
    internal bool IsCalled(string name, string @namespace) =>
        Inside is null ? Name == name && Namespace == @namespace && Namespaces is null : Inside.Starts(name, @namespace, byWildcard: false);

    /// <summary>Whether it leaves that element open, or can begin with a place that does.</summary>
    internal bool Allows(string name, string @namespace) =>
        Inside is null
            ? Namespaces is not null && ElementWildcard.Allows(Namespaces, @namespace)
            : Inside.Starts(name, @namespace, byWildcard: true);
}
