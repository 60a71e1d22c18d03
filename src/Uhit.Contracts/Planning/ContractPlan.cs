using Uhit.Contracts.Contract;

namespace Uhit.Contracts.Planning;

/// <summary>All that is to be written, in a fixed order.</summary>
internal sealed record ContractPlan(
    IReadOnlyList<ServiceModel> Services, IReadOnlyList<ComplexPlan> Complex, IReadOnlyList<SimplePlan> Simple,
    IReadOnlyList<ContractPlan.Root> Roots)
{
    /// <summary>A global element whose type has a name of its own, or is simple, or anything:
    /// reading and writing it is a static class.</summary>
    internal sealed record Root(string Name, MemberPlan Element);
}
