namespace Uhit.Contracts.Planning;

/// <summary>One property in its place.</summary>
internal sealed record LeafPlan(MemberPlan Member, bool GroupIsEmptiable = false) : ParticlePlan(Member.Min, Member.Max)
{
    public override bool IsEmptiable => Min == 0 || GroupIsEmptiable;

    public override IEnumerable<MemberPlan> Leaves => [Member];
}
