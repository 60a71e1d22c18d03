using System.Globalization;
using System.Text;

namespace Uhit.Client.Wire.Mapping.Reading;

/// <summary>Where in a message a reader is, and refusals that say so in names of the contract only.</summary>
internal sealed class WalkPosition(MessagePlan plan)
{
    private readonly PlanNode[] _open = new PlanNode[64];
    private readonly int[] _counts = new int[plan.Scopes.Length];
    private readonly HashSet<int> _missingColumns = [];
    private int _depth;

    /// <summary>Whether no more elements may be open.</summary>
    public bool IsFull => _depth == _open.Length;

    /// <summary>The path of the part that is open.</summary>
    public string Path
    {
        get
        {
            var path = new StringBuilder();
            foreach (var node in _open.AsSpan(0, _depth))
            {
                path.Append(path.Length > 0 ? "/" : string.Empty).Append(node.Key.Name ?? "*");
                if (Array.Find(node.Begins, scope => scope.Parent is not null) is { } scope)
                {
                    path.Append(CultureInfo.InvariantCulture, $"[{_counts[scope.Index]}]");
                }
            }

            return path.ToString();
        }
    }

    /// <summary>An element is open; there is room for it.</summary>
    public void Enter(PlanNode node) => _open[_depth++] = node;

    /// <summary>The innermost element is complete.</summary>
    public void Leave() => _depth--;

    /// <summary>Counts a part in the part around it.</summary>
    public void Count(ScopePlan scope)
    {
        _counts[scope.Index]++;
        foreach (var child in scope.Children)
        {
            _counts[child.Index] = 0;
        }
    }

    /// <summary>Whether the element that a slot hears of is open.</summary>
    public bool IsInside(int existsSlot)
    {
        foreach (var node in _open.AsSpan(0, _depth))
        {
            if (Array.IndexOf(node.ExistsSlots, existsSlot) >= 0)
            {
                return true;
            }
        }

        return false;
    }

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

    /// <summary>Whether the rows that are read have none of the columns of a field.</summary>
    public bool IsMissingColumn(FieldPlan field) => field.FindMissingColumn(_missingColumns) is not null;

    /// <summary>For what is wrong with the part that is open, or with what is at a path in it.</summary>
    public WireFormatException Refuse(string code, string inside = "") => new(code, PathTo(inside));

    /// <summary>For what is wrong with a field of the part that is open.</summary>
    public WireFormatException Refuse(string code, FieldPlan field) => field.FindMissingColumn(_missingColumns) is { } column
        ? Refuse("missing-column", "@" + column.Path)
        : Refuse(code, field.Path);

    /// <summary>For what comes behind that which it is needed for.</summary>
    /// <param name="field">The field.</param>
    /// <param name="isWaitedFor">Whether it was waited for as long as the limits allow.</param>
    public WireFormatException RefuseLate(FieldPlan field, bool isWaitedFor)
    {
        var refused = Refuse("late-element", field);
        return isWaitedFor ? new WireFormatException(refused.Code, refused.Path) { Setting = "Callback:Limits:MaxReadings" } : refused;
    }

    /// <summary>The same for what tells whether a part counts.</summary>
    public WireFormatException RefuseLate(ScopePlan scope) => Refuse("late-element", scope.When[0].Model.Path.Text);

    /// <summary>The same for what tells which message it is.</summary>
    public WireFormatException RefuseLate(ConditionPlan[] conditions, Slot[] slots)
    {
        var path = Array.Find(conditions, condition => condition.Judge(slots, isComplete: false) is null)!.Model.Path;
        var names = path.Steps.Select(step => step.Name ?? "*").Prepend(_open[0].Key.Name ?? "*");
        return new WireFormatException("late-element", string.Join('/', path.Attribute is null ? names : names.Append(path.Attribute)));
    }

    /// <summary>The path of something in the part that is open.</summary>
    public string PathTo(string inside) => Path is var path && inside.Length == 0 ? path : path.Length == 0 ? inside : path + "/" + inside;
}
