namespace Uhit.Client.Wire.Xml;

/// <summary>Keeps where in the contract a reader is, and judges each element that comes: its place, order and number.</summary>
internal sealed class ElementWalk
{
    // Deeper than any guarded reader lets a message be: it only keeps one that no guard is before from ending the process.
    private const int MaxDepth = 512;

    private ElementFrame[] _frames = new ElementFrame[8];
    private string _root = string.Empty;

    public int Depth { get; private set; }

    public bool IsInEmptyElement => _frames[Depth - 1].Empty;

    public string Types => Depth == 0 || IsAtTurn ? string.Empty : Last.Types;

    /// <summary>Whether a turn of a group has just begun, whose first child is still to be found.</summary>
    public bool IsAtTurn => _frames[Depth - 1].Index < 0;

    /// <summary>The child that came last.</summary>
    public ref readonly ElementChild Last => ref _frames[Depth - 1].Shape[_frames[Depth - 1].Index];

    public void Start(string root)
    {
        _root = root;
        Depth = 0;
    }

    public void Enter(ElementShape shape, bool isEmpty) => Push(new ElementFrame { Shape = shape, Index = -1, Empty = isEmpty });

    /// <summary>Finds the place of an element.</summary>
    /// <param name="name">Its local name.</param>
    /// <param name="namespace">Its namespace.</param>
    /// <param name="child">Its number, where it is a child.</param>
    public ElementStep Place(string name, string @namespace, out int child)
    {
        child = -1;
        while (true)
        {
            ref var frame = ref _frames[Depth - 1];
            var index = Find(frame, name, @namespace);
            if (index >= 0)
            {
                Take(ref frame, index);
                ref readonly var found = ref frame.Shape[index];
                child = frame.FirstLeaf + frame.Shape.Leaf(index);
                if (found.Inside is null)
                {
                    return ElementStep.Child;
                }

                Push(new ElementFrame
                {
                    Shape = found.Inside,
                    Index = -1,
                    IsGroup = true,
                    IsTurn = found.IsRepeated,
                    FirstLeaf = found.IsRepeated ? 0 : child,
                });
                if (found.IsRepeated)
                {
                    return ElementStep.Child;
                }

                continue;
            }

            if (!IsKnown(name, @namespace))
            {
                return ElementStep.Unknown;
            }

            if (!frame.IsGroup)
            {
                throw Misplaced(ref frame, name, @namespace);
            }

            RequireRest(frame);
            Depth--;
            if (frame.IsTurn)
            {
                return ElementStep.NextTurn;
            }
        }
    }

    /// <summary>The element ends here.</summary>
    /// <returns>False where only the turn of a group ends with it, and its own end is still to come.</returns>
    public bool End()
    {
        while (true)
        {
            ref var frame = ref _frames[Depth - 1];
            RequireRest(frame);
            Depth--;
            if (!frame.IsGroup)
            {
                return true;
            }

            if (frame.IsTurn)
            {
                return false;
            }
        }
    }

    public WireFormatException Refuse(string code, string? last) => new(code, Path(last));

    public WireFormatException RefuseAttribute(string code, string name) => new(code, $"{Path(null)}/@{name}");

    private string Path(string? last) => ElementPath.Of(_root, _frames.AsSpan(0, Depth), last);

    private void Push(ElementFrame frame)
    {
        if (Depth == MaxDepth)
        {
            throw Refuse("too-deep", null);
        }

        if (Depth == _frames.Length)
        {
            Array.Resize(ref _frames, Depth * 2);
        }

        if (frame.Shape.Order == ElementOrder.All)
        {
            frame.Seen = new bool[frame.Shape.Count];
        }

        _frames[Depth++] = frame;
    }

    // A name says more than a place that leaves open what comes.
    private static int Find(in ElementFrame frame, string name, string @namespace)
    {
        var index = Find(frame, name, @namespace, byWildcard: false);
        if (index >= 0 || !frame.Shape.IsOpen)
        {
            return index;
        }

        index = Find(frame, name, @namespace, byWildcard: true);
        return index >= 0 && FirstMissing(frame, index) >= 0 ? -1 : index;
    }

    private static int Find(in ElementFrame frame, string name, string @namespace, bool byWildcard)
    {
        var shape = frame.Shape;
        switch (shape.Order)
        {
            case ElementOrder.All:
                var any = shape.IndexOf(name, @namespace, 0, byWildcard);
                return any >= 0 && frame.Seen![any] ? -1 : any;
            case ElementOrder.Choice when frame.Index < 0:
                return shape.IndexOf(name, @namespace, 0, byWildcard);
        }

        if (frame.Index >= 0)
        {
            ref readonly var last = ref shape[frame.Index];
            if (frame.Count < last.Max && (byWildcard ? last.Allows(name, @namespace) : last.IsCalled(name, @namespace)))
            {
                return frame.Index;
            }

            if (shape.Order == ElementOrder.Choice)
            {
                return -1;
            }
        }

        return shape.IndexOf(name, @namespace, frame.Index + 1, byWildcard);
    }

    private void Take(ref ElementFrame frame, int index)
    {
        if (frame.Shape.Order == ElementOrder.Sequence && index != frame.Index)
        {
            RequireBetween(frame, index);
        }

        if (frame.Seen is { } seen)
        {
            seen[index] = true;
        }

        frame.Count = index == frame.Index ? frame.Count + 1 : 1;
        frame.Index = index;
    }

    private bool IsKnown(string name, string @namespace)
    {
        var at = Depth - 1;
        while (_frames[at].IsGroup)
        {
            at--;
        }

        var shape = _frames[at].Shape;
        // Inside the element only: outside of a group there may be a place that leaves it open.
        return shape.IndexOfHolder(name, @namespace) >= 0 || (at < Depth - 1 && shape.LeavesOpen(@namespace));
    }

    private WireFormatException Misplaced(ref ElementFrame frame, string name, string @namespace)
    {
        var index = frame.Shape.IndexOfHolder(name, @namespace);
        if (index == frame.Index && frame.Shape[index].Inside is null)
        {
            frame.Count++;
            return Refuse(frame.Shape[index].Max == 1 ? "duplicate-element" : "too-many-elements", null);
        }

        if (frame.Shape.Order == ElementOrder.All && frame.Seen![index])
        {
            return Refuse("duplicate-element", name);
        }

        return Refuse(frame.Shape.Order == ElementOrder.Choice ? "unexpected-element" : "wrong-order", name);
    }

    private void RequireRest(in ElementFrame frame)
    {
        switch (frame.Shape.Order)
        {
            case ElementOrder.Sequence:
                RequireBetween(frame, frame.Shape.Count);
                break;
            case ElementOrder.Choice when frame.Index < 0:
                if (!frame.Shape.IsEmptiable)
                {
                    throw Missing(frame.Shape);
                }

                break;
            case ElementOrder.Choice:
                if (frame.Shape[frame.Index].IsNeeded && frame.Count < frame.Shape[frame.Index].Min)
                {
                    throw Missing(frame.Shape[frame.Index]);
                }

                break;
            default:
                for (var i = 0; i < frame.Shape.Count; i++)
                {
                    if (frame.Shape[i].IsNeeded && !frame.Seen![i])
                    {
                        throw Missing(frame.Shape[i]);
                    }
                }

                break;
        }
    }

    private void RequireBetween(in ElementFrame frame, int next)
    {
        var missing = FirstMissing(frame, next);
        if (missing >= 0)
        {
            throw Missing(frame.Shape[missing]);
        }
    }

    private static int FirstMissing(in ElementFrame frame, int next)
    {
        var shape = frame.Shape;
        if (shape.Order != ElementOrder.Sequence)
        {
            return -1;
        }

        if (frame.Index >= 0 && next != frame.Index && shape[frame.Index].IsNeeded && frame.Count < shape[frame.Index].Min)
        {
            return frame.Index;
        }

        for (var i = frame.Index + 1; i < next; i++)
        {
            if (shape[i].IsNeeded)
            {
                return i;
            }
        }

        return -1;
    }

    private WireFormatException Missing(in ElementChild child) =>
        child.Inside is { } inside ? Missing(inside) : Refuse("missing-element", child.Name.Length == 0 ? "*" : child.Name);

    private WireFormatException Missing(ElementShape shape)
    {
        for (var i = 0; i < shape.Count; i++)
        {
            if (shape[i].IsNeeded)
            {
                return Missing(shape[i]);
            }
        }

        return Refuse("missing-element", "*");
    }
}

/// <summary>What an element is for the contract, where it stands.</summary>
internal enum ElementStep
{
    /// <summary>One that the contract names, or leaves open, here.</summary>
    Child,

    /// <summary>One behind the turn of a group that is being read.</summary>
    NextTurn,

    /// <summary>One that the contract doesn't know.</summary>
    Unknown,
}
