using Uhit.Client.Wire.Xml;

namespace Uhit.Client.Wire;

/// <summary>One part of an <see cref="ElementShape"/>: an element with its name and how often it may come, a
/// group of such parts, or a place for any element.</summary>
internal readonly struct ElementChild()
{
    public string Name { get; init; } = string.Empty;

    public string Namespace { get; init; } = string.Empty;

    public int Min { get; init; }

    public int Max { get; init; }

    /// <summary>The names that <c>xsi:type</c> may have on it.</summary>
    public string Types { get; init; } = string.Empty;

    /// <summary>The parts of a group; null for an element.</summary>
    public ElementShape? Inside { get; init; }

    /// <summary>Whether each turn of the group is read by a loop of its own.</summary>
    public bool IsRepeated { get; init; }

    public bool IsNillable { get; init; }

    /// <summary>What a place for any element allows; null for another.</summary>
    public string? Namespaces { get; init; }

    /// <summary>Whether it must be there.</summary>
    public bool IsNeeded => Min > 0 && Inside is not { IsEmptiable: true };

    /// <summary>Whether it is, or can begin with, an element of that name.</summary>
    public bool IsCalled(string name, string @namespace) =>
        Inside is null ? Name == name && Namespace == @namespace && Namespaces is null : Inside.Starts(name, @namespace, byWildcard: false);

    /// <summary>Whether it leaves that element open, or can begin with a place that does.</summary>
    public bool Allows(string name, string @namespace) =>
        Inside is null
            ? Namespaces is not null && ElementWildcard.Allows(Namespaces, @namespace)
            : Inside.Starts(name, @namespace, byWildcard: true);
}
