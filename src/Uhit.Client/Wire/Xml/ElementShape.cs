using Uhit.Client.Wire.Xml;

namespace Uhit.Client.Wire;

/// <summary>What may be inside an element, in the order that the contract demands:
/// <see cref="ElementReader"/> holds a message to it.</summary>
/// <remarks>Immutable and thread-safe: make one per kind of element, as a static field.</remarks>
public sealed class ElementShape
{
    private readonly ElementChild[] _children;
    private readonly int[] _leaves;

    /// <summary>Makes a sequence: one after the other.</summary>
    /// <param name="children">The elements, in their order; none for an element that holds only attributes.</param>
    public ElementShape(params ElementChild[] children)
        : this(ElementOrder.Sequence, children)
    {
    }

    private ElementShape(ElementOrder order, ElementChild[] children)
    {
        ArgumentNullException.ThrowIfNull(children);
        Order = order;
        _children = children;
        _leaves = new int[children.Length];
        for (var i = 0; i < children.Length; i++)
        {
            _leaves[i] = Leaves;
            Leaves += children[i] is { Inside: { } inside, IsRepeated: false } ? inside.Leaves : 1;
            IsOpen |= children[i].Namespaces is not null || children[i].Inside is { IsOpen: true };
        }

        IsEmptiable = order == ElementOrder.Choice
            ? Array.Exists(children, child => !child.IsNeeded)
            : Array.TrueForAll(children, child => !child.IsNeeded);
    }

    /// <summary>Of an element that has only attributes, or nothing at all.</summary>
    internal static ElementShape Empty { get; } = new();

    internal ElementOrder Order { get; }

    internal int Count => _children.Length;

    /// <summary>How many numbers its children have, those in groups counted one by one.</summary>
    internal int Leaves { get; }

    /// <summary>Whether nothing at all satisfies it.</summary>
    internal bool IsEmptiable { get; }

    /// <summary>Whether there is a place in it for any element.</summary>
    internal bool IsOpen { get; }

    internal ref readonly ElementChild this[int index] => ref _children[index];

    /// <summary>Makes a choice: one of them.</summary>
    /// <param name="children">The alternatives.</param>
    public static ElementShape Choice(params ElementChild[] children) => new(ElementOrder.Choice, children);

    /// <summary>Makes a group of which each comes at most once, in any order.</summary>
    /// <param name="children">The elements.</param>
    public static ElementShape All(params ElementChild[] children) => new(ElementOrder.All, children);

    /// <summary>The number of a child, or of the first one in a group.</summary>
    internal int Leaf(int index) => _leaves[index];

    /// <summary>The first child from that one on that an element can be; -1 if there is none.</summary>
    internal int IndexOf(string name, string @namespace, int from, bool byWildcard)
    {
        for (var i = from; i < _children.Length; i++)
        {
            if (byWildcard ? _children[i].Allows(name, @namespace) : _children[i].IsCalled(name, @namespace))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The child that is, or somewhere holds, an element of that name; -1 if none does.</summary>
    internal int IndexOfHolder(string name, string @namespace)
    {
        for (var i = 0; i < _children.Length; i++)
        {
            ref readonly var child = ref _children[i];
            if (child.Inside is null ? child.IsCalled(name, @namespace) : child.Inside.IndexOfHolder(name, @namespace) >= 0)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Whether somewhere in it there is a place that leaves the element open.</summary>
    internal bool LeavesOpen(string @namespace)
    {
        if (!IsOpen)
        {
            return false;
        }

        foreach (ref readonly var child in _children.AsSpan())
        {
            if (child.Inside is null
                ? child.Namespaces is not null && ElementWildcard.Allows(child.Namespaces, @namespace)
                : child.Inside.LeavesOpen(@namespace))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether an element can be the first of it.</summary>
    internal bool Starts(string name, string @namespace, bool byWildcard)
    {
        foreach (ref readonly var child in _children.AsSpan())
        {
            if (byWildcard ? child.Allows(name, @namespace) : child.IsCalled(name, @namespace))
            {
                return true;
            }

            if (Order == ElementOrder.Sequence && child.IsNeeded)
            {
                return false;
            }
        }

        return false;
    }
}
