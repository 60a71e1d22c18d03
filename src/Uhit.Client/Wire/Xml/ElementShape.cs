namespace Uhit.Client.Wire.Xml;

/// <summary>The sequence of elements inside an element, in the order that the contract demands: <see cref="ElementReader"/> holds a message to it.</summary>
/// <remarks>Immutable and thread-safe: make one per kind of element, as a static field.</remarks>
/// <param name="children">The elements, in their order; none for an element that holds only attributes. An element comes once in the sequence, however often it repeats.</param>
public sealed class ElementShape(params ElementChild[] children)
{
    /// <summary>Of an element that has only attributes, or nothing at all.</summary>
    internal static ElementShape Empty { get; } = new();

    internal int Count => children.Length;

    internal ref readonly ElementChild this[int index] => ref children[index];

    /// <summary>The place of an element in the sequence, looked for from where the reader is; -1 if it is no part of it.</summary>
    internal int IndexOf(string name, string @namespace, int from)
    {
        for (var i = 0; i < children.Length; i++)
        {
            var at = from + i;
            if (at >= children.Length) at -= children.Length;
            if (children[at].Name == name && children[at].Namespace == @namespace) return at;
        }
        return -1;
    }
}
