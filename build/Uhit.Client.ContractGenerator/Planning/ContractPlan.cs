using Uhit.Client.ContractGenerator.Contract;

namespace Uhit.Client.ContractGenerator.Planning;

/// <summary>All that is to be written, in a fixed order.</summary>
internal sealed record ContractPlan(
    IReadOnlyList<ServiceModel> Services, IReadOnlyList<ComplexPlan> Complex, IReadOnlyList<SimplePlan> Simple, IReadOnlyList<RootPlan> Roots);
