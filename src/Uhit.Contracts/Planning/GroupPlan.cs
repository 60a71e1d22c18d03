namespace Uhit.Contracts.Planning;

/// <summary>Properties one after the other, one of them, or all of them in any order; at most once.</summary>
internal sealed record GroupPlan(ElementOrder Order, IReadOnlyList<ParticlePlan> Items, int Min) : ParticlePlan(Min, 1)
{
    public static readonly GroupPlan Empty = new(ElementOrder.Sequence, [], 1);

    public override bool IsEmptiable =>
        Min == 0 || (Order == ElementOrder.Choice ? Items.Any(item => item.IsEmptiable) : Items.All(item => item.IsEmptiable));

    public override IEnumerable<MemberPlan> Leaves => Items.SelectMany(item => item.Leaves);

    /// <summary>Whether it is a plain list of properties, of which any may be streamed.</summary>
    public bool IsFlat => Order == ElementOrder.Sequence && Items.All(item => item is LeafPlan { Member.Kind: MemberKind.Element });
}
