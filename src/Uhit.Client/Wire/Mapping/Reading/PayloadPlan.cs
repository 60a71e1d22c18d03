using Uhit.Client.Wire.Mapping.Model;

namespace Uhit.Client.Wire.Mapping.Reading;

/// <summary>A document inside an element, and the plan for its content.</summary>
/// <param name="Model">In which form it stands there.</param>
/// <param name="Document">Above its root.</param>
/// <param name="Messages">The messages that have it.</param>
internal sealed record PayloadPlan(PayloadModel Model, PlanNode Document, IReadOnlySet<ScopePlan> Messages);
