namespace Uhit.Client.Wire.Xml;

/// <summary>The sequence of elements inside an element, in the order that the contract demands.</summary>
internal sealed class ElementShape(params ElementChild[] children)
{
    public int Count => children.Length;

    public ref readonly ElementChild this[int index] => ref children[index];

    /// <summary>The place of an element in the sequence, looked for from where the reader is; -1 if it is no part of it.</summary>
    public int IndexOf(string name, string @namespace, int from)
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
