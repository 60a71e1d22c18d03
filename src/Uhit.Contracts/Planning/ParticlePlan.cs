namespace Uhit.Contracts.Planning;

/// <summary>A part of what a class reads and writes: one property, or a group of them.</summary>
internal abstract record ParticlePlan(int Min, int Max)
{
    public virtual bool IsEmptiable => Min == 0;

    /// <summary>The properties in it, in the order of the schema: the reader numbers them so.</summary>
    public abstract IEnumerable<MemberPlan> Leaves { get; }

    /// <summary>One property in its place.</summary>
    internal sealed record Leaf(MemberPlan Member, bool GroupIsEmptiable = false) : ParticlePlan(Member.Min, Member.Max)
    {
        public override bool IsEmptiable => Min == 0 || GroupIsEmptiable;

        public override IEnumerable<MemberPlan> Leaves => [Member];
    }

    /// <summary>Properties one after the other, one of them, or all of them in any order; at most once.</summary>
    internal sealed record Group(ElementOrder Order, IReadOnlyList<ParticlePlan> Items, int Min) : ParticlePlan(Min, 1)
    {
        public static readonly Group Empty = new(ElementOrder.Sequence, [], 1);

        public override bool IsEmptiable =>
            Min == 0 || (Order == ElementOrder.Choice ? Items.Any(item => item.IsEmptiable) : Items.All(item => item.IsEmptiable));

        public override IEnumerable<MemberPlan> Leaves => Items.SelectMany(item => item.Leaves);

        /// <summary>Whether it is a plain list of properties, of which any may be streamed.</summary>
        public bool IsFlat =>
            Order == ElementOrder.Sequence && Items.All(item => item is ParticlePlan.Leaf { Member.Kind: MemberKind.Element });
    }
}
