namespace Uhit.Contracts.Planning;

/// <summary>A part of what a class reads and writes: one property, or a group of them.</summary>
internal abstract record ParticlePlan(int Min, int Max)
{
    public virtual bool IsEmptiable => Min == 0;

    /// <summary>The properties in it, in the order of the schema: the reader numbers them so.</summary>
    public abstract IEnumerable<MemberPlan> Leaves { get; }
}
