using Uhit.Client.Wire.Mapping.Model;

namespace Uhit.Client.Wire.Mapping.Reading;

/// <summary>A node of the plan while it grows.</summary>
internal sealed class NodeBuilder(PathStep key)
{
    private readonly List<NodeBuilder> _children = [];
    private readonly List<(string Name, string Namespace, int Slot)> _attributes = [];
    private readonly List<int> _texts = [];
    private readonly List<(PayloadModel Model, NodeBuilder Document, HashSet<ScopePlan> Messages)> _payloads = [];

    public List<ScopePlan> Begins { get; } = [];

    public List<int> Exists { get; } = [];

    public NodeBuilder Descend(IReadOnlyList<PathStep> steps)
    {
        var node = this;
        foreach (var step in steps)
        {
            node = node.Child(step);
        }

        return node;
    }

    public void Capture(PathModel path, int slot)
    {
        if (path.Attribute is { } attribute)
        {
            _attributes.Add((attribute, path.AttributeNamespace, slot));
        }
        else
        {
            _texts.Add(slot);
        }
    }

    /// <summary>The document in the text of this element, as a message has it: messages of one root may
    /// have documents of different forms here.</summary>
    public NodeBuilder Inside(PayloadModel payload, ScopePlan message)
    {
        var known = _payloads.Find(known => known.Model.IsSameForm(payload));
        if (known.Document is null)
        {
            known = (payload, new NodeBuilder(new PathStep(null, null)), []);
            _payloads.Add(known);
        }

        known.Messages.Add(message);
        return known.Document;
    }

    public PlanNode Build()
    {
        // A reader takes one node for each element: what holds for a wider one holds for the narrower one too.
        var ordered = _children.OrderByDescending(child => child.Key.Rank).ToList();
        foreach (var narrow in ordered)
        {
            foreach (var wide in ordered.Where(wide => wide.Key.Covers(narrow.Key)))
            {
                narrow.Merge(wide);
            }
        }

        // In the order of the contract, which mostly is that of the message; where one covers another the narrower one goes first.
        var isOrdered = !ordered.Exists(wide => ordered.Exists(narrow => wide.Key.Covers(narrow.Key)));
        var children = (isOrdered ? _children : ordered).ConvertAll(child => child.Build());
        for (var i = 0; i < children.Count; i++)
        {
            children[i].Place = i;
        }

        return new PlanNode(key)
        {
            Children = [.. children],
            IsOrdered = isOrdered,
            IsLeaf = children.Count == 0 && _texts.Count > 0 && Begins.Count == 0 && Exists.Count == 0 && _payloads.Count == 0,
            Attributes = [.. _attributes.GroupBy(attribute => (attribute.Name, attribute.Namespace))
                .Select(group =>
                    new PlanNode.Attribute(group.Key.Name, group.Key.Namespace, [.. group.Select(attribute => attribute.Slot)]))],
            TextSlots = [.. _texts],
            ExistsSlots = [.. Exists],
            Begins = [.. Begins.OrderBy(scope => scope.Index)],
            Ends = [.. Begins.OrderBy(scope => scope.EndOrder)],
            Payloads = [.. _payloads.Select(payload => new PlanNode.Payload(payload.Model, payload.Document.Build(), payload.Messages))],
        };
    }

    private PathStep Key => key;

    private NodeBuilder Child(PathStep childKey)
    {
        var child = _children.Find(known => known.Key == childKey);
        if (child is null)
        {
            child = new NodeBuilder(childKey);
            _children.Add(child);
        }

        return child;
    }

    private void Merge(NodeBuilder other)
    {
        Begins.AddRange(other.Begins.Except(Begins));
        Exists.AddRange(other.Exists.Except(Exists));
        _texts.AddRange(other._texts.Except(_texts));
        _attributes.AddRange(other._attributes.Except(_attributes));
        foreach (var (model, document, messages) in other._payloads)
        {
            foreach (var message in messages)
            {
                Inside(model, message).Merge(document);
            }
        }

        foreach (var child in other._children)
        {
            Child(child.Key).Merge(child);
        }
    }
}
