using Uhit.Client.Wire.Xml;

namespace Uhit.Client.Wire;

/// <summary>What may be inside an element, in the order that the contract demands:
/// <see cref="ElementReader"/> holds a message to it.</summary>
/// <remarks>Begin with <see cref="Sequence"/>, <see cref="Choice"/> or <see cref="All"/>, and name one part after the other; an
/// element that holds only attributes has none. Immutable and thread-safe: make one per kind of element, as a static field.</remarks>
public sealed class ElementShape
{
    /// <summary>As the most times a part may come: as often as the sender likes.</summary>
    public const int Unbounded = int.MaxValue;

    private readonly ElementChild[] _children;
    private readonly int[] _leaves;

    private ElementShape(ElementOrder order, ElementChild[] children)
    {
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

    /// <summary>Its parts come one after the other.</summary>
    public static ElementShape Sequence { get; } = new(ElementOrder.Sequence, []);

    /// <summary>One of its parts comes.</summary>
    public static ElementShape Choice { get; } = new(ElementOrder.Choice, []);

    /// <summary>Each of its parts comes at most once, in any order.</summary>
    public static ElementShape All { get; } = new(ElementOrder.All, []);

    internal ElementOrder Order { get; }

    internal int Count => _children.Length;

    /// <summary>How many numbers its children have, those in groups counted one by one.</summary>
    internal int Leaves { get; }

    /// <summary>Whether nothing at all satisfies it.</summary>
    internal bool IsEmptiable { get; }

    /// <summary>Whether there is a place in it for any element.</summary>
    internal bool IsOpen { get; }

    internal ref readonly ElementChild this[int index] => ref _children[index];

    /// <summary>Adds an element whose type has no name, or whose <c>xsi:type</c> no sender writes.</summary>
    /// <param name="name">The element's local name.</param>
    /// <param name="namespace">Its namespace; empty for none.</param>
    /// <param name="min">How often it must come; 0 for one that may be left out.</param>
    /// <param name="max">How often it may come, 1 or more, or <see cref="Unbounded"/>.</param>
    public ElementShape Element(string name, string @namespace, int min, int max) => Element(name, @namespace, min, max, string.Empty);

    /// <summary>Adds an element.</summary>
    /// <param name="name">The element's local name.</param>
    /// <param name="namespace">Its namespace; empty for none.</param>
    /// <param name="min">How often it must come; 0 for one that may be left out.</param>
    /// <param name="max">How often it may come, 1 or more, or <see cref="Unbounded"/>.</param>
    /// <param name="types">The names that <c>xsi:type</c> may have on it: that of its type and of those
    /// that the type restricts, parted by blanks.</param>
    public ElementShape Element(string name, string @namespace, int min, int max, string types) =>
        With(new ElementChild { Name = name, Namespace = @namespace, Min = min, Max = max, Types = types });

    /// <summary>Adds an element that may say <c>xsi:nil</c>: <see cref="ElementReader.NextChild"/> finds it, and
    /// <see cref="ElementReader.IsNil"/> says whether it is.</summary>
    /// <inheritdoc cref="Element(string, string, int, int)" path="/param"/>
    public ElementShape Nillable(string name, string @namespace, int min, int max) => Nillable(name, @namespace, min, max, string.Empty);

    /// <summary>Adds an element that may say <c>xsi:nil</c>: <see cref="ElementReader.NextChild"/> finds it, and
    /// <see cref="ElementReader.IsNil"/> says whether it is.</summary>
    /// <inheritdoc cref="Element(string, string, int, int, string)" path="/param"/>
    public ElementShape Nillable(string name, string @namespace, int min, int max, string types) =>
        With(new ElementChild { Name = name, Namespace = @namespace, Min = min, Max = max, Types = types, IsNillable = true });

    /// <summary>Adds a group that comes at most once. What is in it counts as children of the element around it:
    /// each has a number of its own, in their order.</summary>
    /// <param name="inside">What is in it.</param>
    /// <param name="min">0 for a group that may be left out, else 1.</param>
    public ElementShape Group(ElementShape inside, int min) => With(new ElementChild { Min = min, Max = 1, Inside = inside });

    /// <summary>Adds a group that repeats. It is one child: <see cref="ElementReader.NextChild"/> finds each turn, which is read by
    /// another loop of it that ends with the turn.</summary>
    /// <param name="inside">What is in one turn; in the loop its children are numbered from 0.</param>
    /// <param name="min">How often it must come.</param>
    /// <param name="max">How often it may come, or <see cref="Unbounded"/>.</param>
    public ElementShape Repeated(ElementShape inside, int min, int max) =>
        With(new ElementChild { Min = min, Max = max, Inside = inside, IsRepeated = true });

    /// <summary>Adds a place for elements that the contract leaves open; <see cref="ElementReader.ReadXml"/> reads one.</summary>
    /// <param name="namespaces"><c>*</c> for any namespace, <c>!urn:a</c> for any but that one and but none, or the namespaces parted by
    /// blanks, with <c>##local</c> for none.</param>
    /// <param name="min">How many must come.</param>
    /// <param name="max">How many may come, or <see cref="Unbounded"/>.</param>
    public ElementShape Any(string namespaces, int min, int max) =>
        With(new ElementChild { Min = min, Max = max, Namespaces = namespaces });

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

    private ElementShape With(ElementChild child) => new(Order, [.. _children, child]);
}
