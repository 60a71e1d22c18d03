using System.Xml;
using Uhit.Client.Wire.Xml;

namespace Uhit.Client.Wire.Mapping.Reading;

/// <summary>Walks once through a message, keeps the text of what the plan names, and tells where parts begin and
/// end. Everything else is skipped and counted.</summary>
/// <remarks>Not thread-safe; one per message. No tree is built: what is kept is one text for
/// each field of the parts that are open.</remarks>
internal sealed partial class MessageWalker
{
    private const int MaxTextLength = 65536;
    private const int MaxKept = 100_000;

    private readonly MessagePlan _plan;
    private readonly WireBody? _body;
    private readonly bool[] _isFixed;
    private readonly bool[] _isOpen;
    private readonly Slot _scratch = new();
    private MessageTarget _target = null!;
    private XmlReader _reader = null!;
    private bool _canReadChunks;
    private int _kept;

    public MessageWalker(MessagePlan plan, WireBody? body = null)
    {
        _plan = plan;
        _body = body;
        _isFixed = new bool[plan.SlotCount];
        _isOpen = new bool[plan.Scopes.Length];
        At = new WalkPosition(plan);
        Unknown = new UnknownElements(At);
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

    /// <summary>Where the reader is.</summary>
    public WalkPosition At { get; }

    /// <summary>What was skipped because the contract does not name it.</summary>
    public UnknownElements Unknown { get; }

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
            throw At.Refuse("instance-attribute", root.Key.Name ?? "*");
        }

        Element(root, reader.HasAttributes);
    }

    /// <summary>Whether a part is open and wanted.</summary>
    public bool IsOpen(ScopePlan scope) => _isOpen[scope.Index];

    /// <summary>Counts an item of a list that is kept until its part is read: memory would be the sender's to spend otherwise.</summary>
    public T Kept<T>(T item) => ++_kept <= MaxKept ? item : throw At.Refuse("too-many-elements");

    /// <summary>Reads a document inside the message; the reader is before its first node.</summary>
    public void ReadInside(PlanNode document, XmlReader inner)
    {
        var outer = _reader;
        _reader = inner;
        try
        {
            if (inner.MoveToContent() != XmlNodeType.Element || document.Find(inner, 0) is not { } root)
            {
                throw At.Refuse("unexpected-element");
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
        if (At.IsFull)
        {
            throw At.Refuse("too-deep");
        }

        At.Enter(node);
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

        At.Leave();
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
    private PlanNode.Payload? PayloadOf(PlanNode node)
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
        At.Count(scope);

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
}
