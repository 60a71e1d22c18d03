using System.Xml;
using Uhit.Client.Wire.Xml;

namespace Uhit.Client.Wire.Mapping.Reading;

/// <summary>Walks once through a message, keeps the text of what the plan names, and tells where parts begin and
/// end. Everything else is skipped and counted.</summary>
/// <remarks>Not thread-safe; one per message. No tree is built: what is kept is one text for
/// each field of the parts that are open.</remarks>
internal sealed class MessageWalker
{
    private const int MaxTextLength = 65536;
    private const int MaxKept = 100_000;

    private readonly MessagePlan _plan;
    private readonly WireBody? _body;
    private readonly bool[] _isFixed;
    private readonly bool[] _isOpen;
    private readonly int[] _counts;
    private readonly PlanNode?[] _stack = new PlanNode?[64];
    private readonly Slot _scratch = new();
    private readonly HashSet<int> _missingColumns = [];
    private MessageTarget _target = null!;
    private XmlReader _reader = null!;
    private bool _canReadChunks;
    private int _depth;
    private int _kept;

    public MessageWalker(MessagePlan plan, WireBody? body = null)
    {
        _plan = plan;
        _body = body;
        _isFixed = new bool[plan.SlotCount];
        _isOpen = new bool[plan.Scopes.Length];
        _counts = new int[plan.Scopes.Length];
        Slots = new Slot[plan.SlotCount];
        for (var i = 0; i < Slots.Length; i++)
        {
            Slots[i] = new Slot();
        }

        foreach (var header in plan.Headers)
        {
            _isFixed[header.Slot] = true;
            HeaderBlocks.Fill(header, body, Slots[header.Slot]);
        }
    }

    /// <summary>The texts of the parts that are open.</summary>
    public Slot[] Slots { get; }

    /// <summary>Short texts that come again.</summary>
    public TextCache Texts { get; } = new();

    /// <summary>How many elements were skipped because the contract does not name them; those inside them are not counted.</summary>
    public long UnknownElements { get; private set; }

    /// <summary>The first of the elements that were skipped which may be data, since it has elements or attributes of its own.</summary>
    public string? UnknownData { get; private set; }

    /// <summary>Reads a message; the reader is at its root, and is left behind it.</summary>
    public void Read(XmlReader reader, MessageTarget target)
    {
        _reader = reader;
        _canReadChunks = reader.CanReadValueChunk;
        _target = target;
        if (reader.MoveToContent() != XmlNodeType.Element || _plan.Document.Find(reader, 0) is not { } root)
        {
            throw new WireFormatException(
                "unexpected-element", string.Join('|', _plan.Document.Children.Select(child => child.Key.Name ?? "*").Distinct()));
        }

        if (InstanceAttributes.IsNil(reader) != false)
        {
            throw Refuse("instance-attribute", root);
        }

        Element(root, reader.HasAttributes);
    }

    /// <summary>Whether a part is open and wanted.</summary>
    public bool IsOpen(ScopePlan scope) => _isOpen[scope.Index];

    /// <summary>Whether the element that a slot hears of is open.</summary>
    public bool IsInside(int existsSlot)
    {
        foreach (var node in _stack.AsSpan(0, _depth))
        {
            if (Array.IndexOf(node!.ExistsSlots, existsSlot) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>How many of a part came since the part around it began.</summary>
    public int CountOf(ScopePlan scope) => _counts[scope.Index];

    /// <summary>Counts an item of a list that is kept until its part is read: memory would be the sender's to spend otherwise.</summary>
    public T Kept<T>(T item) => ++_kept <= MaxKept ? item : throw Refuse("too-many-elements");

    /// <summary>For what is wrong with a field of the part that is open.</summary>
    public WireFormatException Refuse(string code, FieldPlan field)
    {
        var path = PathText.Of(_stack.AsSpan(0, _depth), _counts);
        return field.FindMissingColumn(_missingColumns) is { } column
            ? new WireFormatException("missing-column", Join(path, "@" + column.Path))
            : new WireFormatException(code, Join(path, field.Path));
    }

    /// <summary>For what comes behind that which it is needed for.</summary>
    /// <param name="field">The field.</param>
    /// <param name="isWaitedFor">Whether it was waited for as long as the limits allow.</param>
    public WireFormatException RefuseLate(FieldPlan field, bool isWaitedFor)
    {
        var refused = Refuse("late-element", field);
        return isWaitedFor ? new WireFormatException(refused.Code, refused.Path) { Setting = "Callback:Limits:MaxReadings" } : refused;
    }

    /// <summary>The same for what tells whether a part counts.</summary>
    public WireFormatException RefuseLate(ScopePlan scope) => new("late-element", Join(Path, scope.When[0].Model.Path.Text));

    /// <summary>The same for what tells which message it is.</summary>
    public WireFormatException RefuseLate(ConditionPlan[] conditions)
    {
        var path = Array.Find(conditions, condition => condition.Judge(Slots, isComplete: false) is null)!.Model.Path;
        var names = path.Steps.Select(step => step.Name ?? "*");
        return new WireFormatException(
            "late-element",
            Join(_stack[0]!.Key.Name ?? "*", string.Join('/', path.Attribute is null ? names : names.Append(path.Attribute))));
    }

    /// <summary>Whether the rows that are read have none of the columns of a field.</summary>
    public bool IsMissingColumn(FieldPlan field) => field.FindMissingColumn(_missingColumns) is not null;

    /// <summary>Tells which columns of a row its file does not have.</summary>
    /// <param name="node">What is to be done with a row.</param>
    /// <param name="columns">The column of each attribute of the node; -1 for one that is not there.</param>
    public void Columns(PlanNode node, int[] columns)
    {
        for (var i = 0; i < columns.Length; i++)
        {
            foreach (var slot in node.Attributes[i].Slots)
            {
                _ = columns[i] < 0 ? _missingColumns.Add(slot) : _missingColumns.Remove(slot);
            }
        }
    }

    /// <summary>For what is wrong with the part that is open.</summary>
    public WireFormatException Refuse(string code) => new(code, PathText.Of(_stack.AsSpan(0, _depth), _counts));

    /// <summary>The path of the part that is open.</summary>
    public string Path => PathText.Of(_stack.AsSpan(0, _depth), _counts);

    private WireFormatException Refuse(string code, PlanNode node) =>
        new(code, Join(PathText.Of(_stack.AsSpan(0, _depth), _counts), node.Key.Name ?? "*"));

    private static string Join(string path, string last) => last.Length == 0 ? path : path.Length == 0 ? last : path + "/" + last;

    /// <summary>Reads a document inside the message; the reader is before its first node.</summary>
    public void ReadInside(PlanNode document, XmlReader inner)
    {
        var outer = _reader;
        _reader = inner;
        try
        {
            if (inner.MoveToContent() != XmlNodeType.Element || document.Find(inner, 0) is not { } root)
            {
                throw Refuse("unexpected-element");
            }

            Element(root, inner.HasAttributes);
        }
        finally
        {
            _reader = outer;
        }
    }

    /// <summary>Takes a row as an element whose attributes are its columns.</summary>
    /// <param name="node">What is to be done with a row.</param>
    /// <param name="row">The row.</param>
    /// <param name="columns">The column of each attribute of the node; -1 for one that is not there.</param>
    public void Row(PlanNode node, CsvRow row, int[] columns)
    {
        Enter(node);
        for (var i = 0; i < columns.Length; i++)
        {
            if (columns[i] < 0 || columns[i] >= row.Count)
            {
                continue;
            }

            foreach (var slot in node.Attributes[i].Slots)
            {
                Slots[slot].Set(row[columns[i]]);
            }
        }

        Begin(node);
        Leave(node);
    }

    private void Enter(PlanNode node)
    {
        if (_depth == _stack.Length)
        {
            throw Refuse("too-deep");
        }

        _stack[_depth++] = node;
        foreach (var scope in node.Begins)
        {
            Open(scope);
        }

        foreach (var slot in node.ExistsSlots)
        {
            Slots[slot].Mark();
        }
    }

    private void Leave(PlanNode node)
    {
        foreach (var scope in node.Ends)
        {
            if (_isOpen[scope.Index])
            {
                Close(scope);
            }
        }

        _depth--;
    }

    private void Element(PlanNode node, bool hasAttributes)
    {
        Enter(node);
        if (hasAttributes && node.Attributes.Length > 0)
        {
            Attributes(node);
        }

        if (node.Begins.Length > 0 && !Begin(node))
        {
            _reader.Skip();
        }
        else if (node.Payloads.Length > 0 && PayloadOf(node) is { } payload)
        {
            PayloadWalk.Read(payload, _body!, this);
        }
        else if (node.Children.Length == 0 && node.TextSlots.Length > 0)
        {
            Leaf(node, hasAttributes);
        }
        else
        {
            Content(node);
        }

        Leave(node);
    }

    // Unpacked in the way of another message, rows would be lost without a word.
    private PayloadPlan? PayloadOf(PlanNode node)
    {
        if (node.Payloads[0].Messages.Count == _plan.Messages.Length)
        {
            return node.Payloads[0];
        }

        return _target.Decide() is { } message ? Array.Find(node.Payloads, payload => payload.Messages.Contains(message)) : null;
    }

    // A part begins only inside the one around it, where that one is wanted.
    private void Open(ScopePlan scope)
    {
        _isOpen[scope.Index] = scope.Parent is null || _isOpen[scope.Parent.Index];
        _counts[scope.Index]++;
        foreach (var child in scope.Children)
        {
            _counts[child.Index] = 0;
        }

        for (var slot = scope.FirstSlot; slot < scope.EndSlot; slot++)
        {
            if (!_isFixed[slot])
            {
                Slots[slot].Clear();
            }
        }
    }

    // False where nothing of the element is wanted.
    private bool Begin(PlanNode node)
    {
        var isWanted = node.TextSlots.Length > 0;
        foreach (var scope in node.Begins)
        {
            var isOpen = _isOpen[scope.Index] && (scope.Parent is null || _isOpen[scope.Parent.Index]);
            if (isOpen
                && scope.Parent is not null
                && scope.When.Length > 0
                && ConditionPlan.Judge(scope.When, Slots, isComplete: false) == false)
            {
                isOpen = false;
                _target.Discard(scope);
            }

            isOpen = isOpen && _target.Begin(scope);
            _isOpen[scope.Index] = isOpen;
            isWanted |= isOpen;
        }

        return isWanted;
    }

    private void Close(ScopePlan scope)
    {
        _isOpen[scope.Index] = false;
        if (scope.Parent is null || scope.When.Length == 0 || ConditionPlan.Judge(scope.When, Slots, isComplete: true) == true)
        {
            _target.End(scope);
        }
        else
        {
            _target.Discard(scope);
        }
    }

    private void Content(PlanNode node)
    {
        var isEmpty = _reader.IsEmptyElement;
        foreach (var slot in node.TextSlots)
        {
            Slots[slot].Mark();
        }

        _reader.Read();
        var next = 0;
        while (!isEmpty && _reader.NodeType is var type && type != XmlNodeType.EndElement)
        {
            switch (type)
            {
                case XmlNodeType.Element:
                    Child(node, ref next);
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA when node.TextSlots.Length > 0:
                    AppendText(node);
                    _reader.Read();
                    break;
                case XmlNodeType.None:
                    throw Refuse("truncated");
                default:
                    _reader.Read();
                    break;
            }
        }

        if (!isEmpty)
        {
            _reader.Read();
        }
    }

    private void Child(PlanNode node, ref int next)
    {
        if (node.Find(_reader, next) is not { } child)
        {
            UnknownElements++;
            SkipUnknown();
            return;
        }

        // What repeats comes again, all else is followed by its neighbour.
        next = child.Begins.Length > 0 ? child.Place : child.Place + 1;
        var hasAttributes = _reader.HasAttributes;
        if (child.IsLeaf && !hasAttributes && _depth < _stack.Length)
        {
            // So is nearly every element.
            _stack[_depth++] = child;
            Leaf(child, hasAttributes);
            _depth--;
        }
        else if (!hasAttributes || !SkipNil(child))
        {
            Element(child, hasAttributes);
        }
    }

    private void SkipUnknown()
    {
        if (UnknownData is not null)
        {
            _reader.Skip();
            return;
        }

        var (name, depth) = (_reader.LocalName, _reader.Depth);
        var isData = HasOwnAttributes();
        if (!isData && !_reader.IsEmptyElement)
        {
            while (_reader.Read() && _reader.NodeType != XmlNodeType.EndElement && _reader.NodeType != XmlNodeType.Element)
            {
            }

            isData = _reader.NodeType == XmlNodeType.Element;
            while (_reader.Depth > depth && !_reader.EOF)
            {
                _reader.Skip();
            }
        }

        UnknownData = isData ? Join(Path, name) : null;
        _reader.Skip();
    }

    private bool HasOwnAttributes()
    {
        var found = false;
        for (var more = _reader.HasAttributes && _reader.MoveToFirstAttribute(); more && !found; more = _reader.MoveToNextAttribute())
        {
            found = _reader.NamespaceURI is not ("http://www.w3.org/2000/xmlns/" or "http://www.w3.org/2001/XMLSchema-instance");
        }

        _reader.MoveToElement();
        return found;
    }

    // An element that says it is nil is one that is not there.
    private bool SkipNil(PlanNode child)
    {
        var isNil = InstanceAttributes.IsNil(_reader);
        if (isNil == false)
        {
            return false;
        }

        if (isNil is null)
        {
            throw Refuse("instance-attribute", child);
        }

        _reader.Skip();
        return true;
    }

    private void Leaf(PlanNode node, bool hasAttributes)
    {
        if (hasAttributes && InstanceAttributes.IsReference(_reader))
        {
            throw Refuse("bad-value");
        }

        var slot = Free(node.TextSlots);
        if (!_reader.IsEmptyElement)
        {
            _reader.Read();
            while (_reader.NodeType is var type && type != XmlNodeType.EndElement)
            {
                switch (type)
                {
                    case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                        Append(slot);
                        _reader.Read();
                        break;
                    case XmlNodeType.Element:
                        throw Refuse("element-in-value");
                    case XmlNodeType.None:
                        throw Refuse("truncated");
                    default:
                        throw Refuse("comment-in-value");
                }
            }
        }

        _reader.Read();
        Keep(slot, node.TextSlots);
    }

    // The first of the slots where it is free, else one beside: a value that comes again has to be the same.
    private Slot Free(int[] slots)
    {
        var slot = Slots[slots[0]].IsSet ? _scratch : Slots[slots[0]];
        slot.Clear();
        slot.Mark();
        return slot;
    }

    private void Keep(Slot slot, int[] slots)
    {
        for (var i = slot == _scratch ? 0 : 1; i < slots.Length; i++)
        {
            Slots[slots[i]].Set(slot.Text);
        }
    }

    private void AppendText(PlanNode node)
    {
        var text = _reader.Value;
        foreach (var index in node.TextSlots)
        {
            if (Slots[index].Length + text.Length > MaxTextLength)
            {
                throw Refuse("value-too-long");
            }

            Slots[index].Append(text);
        }
    }

    private void Append(Slot slot)
    {
        if (!_canReadChunks)
        {
            slot.Append(_reader.Value);
        }
        else
        {
            for (var read = -1; read != 0;)
            {
                var (buffer, start) = slot.Room();
                read = _reader.ReadValueChunk(buffer, start, buffer.Length - start);
                slot.Grow(read);
                if (slot.Length > MaxTextLength)
                {
                    throw Refuse("value-too-long");
                }
            }
        }

        if (slot.Length > MaxTextLength)
        {
            throw Refuse("value-too-long");
        }
    }

    private void Attributes(PlanNode node)
    {
        for (var more = _reader.MoveToFirstAttribute(); more; more = _reader.MoveToNextAttribute())
        {
            foreach (var attribute in node.Attributes)
            {
                if (attribute.Name == _reader.LocalName && attribute.Namespace == _reader.NamespaceURI)
                {
                    Attribute(attribute);
                    break;
                }
            }
        }

        _reader.MoveToElement();
    }

    private void Attribute(AttributeCapture attribute)
    {
        var slot = Free(attribute.Slots);
        if (TypeText.IsType(attribute))
        {
            slot.Append(TypeText.Of(_reader.Value, _reader.LookupNamespace));
        }
        else
        {
            Append(slot);
        }

        Keep(slot, attribute.Slots);
    }
}
