using Uhit.Client.Wire.Mapping.Model;

namespace Uhit.Client.Wire.Mapping.Reading;

/// <summary>Compiles parts of messages to one tree of the elements that they name.</summary>
internal sealed class PlanBuilder
{
    private readonly List<ScopePlan> _scopes = [];
    private readonly List<MessagePlan.Header> _headers = [];
    private int _slots;
    private int _ended;

    public MessagePlan Build(IReadOnlyList<ScopeModel> messages)
    {
        var document = new NodeBuilder(new PathStep(null, null));
        var plans = messages.Select(message => Add(message, null, [document])).ToArray();
        return new MessagePlan
        {
            Document = document.Build(),
            Scopes = [.. _scopes],
            Messages = plans,
            SlotCount = _slots,
            Headers = [.. _headers],
        };
    }

    private ScopePlan Add(ScopeModel model, ScopePlan? parent, List<NodeBuilder> around)
    {
        var scope = new ScopePlan(model, parent, _scopes.Count) { FirstSlot = _slots };
        _scopes.Add(scope);
        parent?.Children.Add(scope);
        var bases = model.Payload is { } payload
            ? [.. around.Select(node => node.Descend(payload.Path.Steps).Inside(payload, scope.Message))]
            : around;
        var nodes = new List<NodeBuilder>();
        foreach (var start in bases)
        {
            foreach (var each in Steps(model))
            {
                var node = start.Descend(each);
                node.Begins.Add(scope);
                nodes.Add(node);
            }
        }

        foreach (var (name, field) in model.Fields)
        {
            scope.Fields[name] = Field(field, nodes, isOfMessage: parent is null);
        }

        scope.When = [.. model.When.Select(condition => Condition(condition, nodes))];
        scope.EndSlot = _slots;
        foreach (var child in model.Children)
        {
            Add(child, scope, nodes);
        }

        scope.EndOrder = _ended++;
        return scope;
    }

    // The rows of a CSV are the elements of its document, where nothing else is said.
    private static IEnumerable<IReadOnlyList<PathStep>> Steps(ScopeModel model) => model.Each.Select(each =>
        each.Steps.Count == 0 && model.Payload is { IsCsv: true } ? [new PathStep(null, null)] : each.Steps);

    private FieldPlan Field(FieldModel field, List<NodeBuilder> nodes, bool isOfMessage)
    {
        var slots = new List<int>();
        var around = new List<int>();
        foreach (var path in field.Paths)
        {
            slots.Add(Capture(path, nodes));
            around.Add(isOfMessage && path.Steps.Count > 1 ? Around(path, nodes) : -1);
        }

        if (field.Header is { } header)
        {
            slots.Add(Header(header));
        }

        FieldPlan? Sub(FieldModel? sub) => sub is null ? null : Field(sub, nodes, isOfMessage);
        return new FieldPlan(field, [.. slots])
        {
            Offset = Sub(field.Offset),
            Date = Sub(field.Date),
            Time = Sub(field.Time),
            Number = Sub(field.Number),
            Scale = Sub(field.ScaleField),
            PowerOfTen = Sub(field.PowerOfTen),
            Around = [.. around],
            Dst = [.. field.Dst.Select(condition => Condition(condition, nodes))],
        };
    }

    private ConditionPlan Condition(ConditionModel condition, List<NodeBuilder> nodes)
    {
        if (condition.IsHeader)
        {
            return new ConditionPlan(condition, Header(condition.Path), isKnownAtStart: true);
        }

        var isExistence = condition.Is.Count == 0 && condition.IsNot.Count == 0 && condition.Path.Attribute is null;
        if (!isExistence)
        {
            return new ConditionPlan(condition, Capture(condition.Path, nodes), condition.Path is { Steps: [], Attribute: not null });
        }

        var slot = _slots++;
        nodes.ForEach(node => node.Descend(condition.Path.Steps).Exists.Add(slot));
        return new ConditionPlan(condition, slot, condition.Path.Steps.Count == 0);
    }

    private int Capture(PathModel path, List<NodeBuilder> nodes)
    {
        var slot = _slots++;
        foreach (var node in nodes)
        {
            node.Descend(path.Steps).Capture(path, slot);
        }

        return slot;
    }

    // Hears that the element around a value is there: behind it the value can't come any more.
    private int Around(PathModel path, List<NodeBuilder> nodes)
    {
        var slot = _slots++;
        nodes.ForEach(node => node.Descend([.. path.Steps.SkipLast(1)]).Exists.Add(slot));
        return slot;
    }

    private int Header(PathModel path)
    {
        var slot = _slots++;
        _headers.Add(new MessagePlan.Header(path, slot));
        return slot;
    }
}
