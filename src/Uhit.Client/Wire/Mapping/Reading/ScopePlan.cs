using Uhit.Client.Wire.Mapping.Model;
using Uhit.Client.Wire.Mapping.Model.Domain;

namespace Uhit.Client.Wire.Mapping.Reading;

/// <summary>A part of a message, compiled.</summary>
internal sealed class ScopePlan(ScopeModel model, ScopePlan? parent, int index)
{
    public ScopeModel Model => model;

    public ScopeKind Kind => model.Kind;

    public ScopePlan? Parent => parent;

    /// <summary>The scope's place among the parts of the plan.</summary>
    public int Index => index;

    /// <summary>When it ends where several end with one element: the inner ones before the outer one,
    /// neighbours in the order of the contract.</summary>
    public int EndOrder { get; set; }

    /// <summary>The message that it is part of.</summary>
    public ScopePlan Message => _message ??= parent?.Message ?? this;

    /// <summary>The first of its slots.</summary>
    public int FirstSlot { get; init; }

    /// <summary>Behind the last of its slots.</summary>
    public int EndSlot { get; set; }

    public Dictionary<string, FieldPlan> Fields { get; } = new(StringComparer.Ordinal);

    public ConditionPlan[] When { get; set; } = [];

    public List<ScopePlan> Children { get; } = [];

    /// <summary>Whether it is, by itself, data in the message: a line, or an element or row of its own inside one.</summary>
    public bool HoldsData => Kind switch
    {
        ScopeKind.Line or ScopeKind.Usage => true,
        ScopeKind.Bill or ScopeKind.Series => HasElement || parent!.Model.IsJoined,
        ScopeKind.Reading => HasElement || parent!.HoldsData,
        _ => false,
    };

    /// <summary>Whether it has elements or rows of its own, and is not only the part around it.</summary>
    public bool HasElement { get; } = model.Payload is not null || model.Each.Any(path => path.Steps.Count > 0);

    public FieldPlan? Find(string name) => Fields.GetValueOrDefault(name);

    /// <summary>What <paramref name="make"/> makes of it, once.</summary>
    public T Compiled<T>(Func<ScopePlan, T> make)
        where T : class =>
        (T)(_compiled ??= make(this));

    private object? _compiled;
    private ScopePlan? _message;
}
