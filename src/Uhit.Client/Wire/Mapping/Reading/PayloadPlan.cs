using Uhit.Client.Wire.Mapping.Model;

namespace Uhit.Client.Wire.Mapping.Reading;

/// <summary>A document inside an element, and the plan for its content.</summary>
internal sealed record PayloadPlan(PayloadModel Model, PlanNode Document);
