using Uhit.Contracts.Contract;

namespace Uhit.Contracts.Planning;

/// <summary>All that is to be written, in a fixed order.</summary>
internal sealed record ContractPlan(
    IReadOnlyList<ServiceModel> Services, IReadOnlyList<ComplexPlan> Complex, IReadOnlyList<SimplePlan> Simple,
    IReadOnlyList<RootPlan> Roots);
