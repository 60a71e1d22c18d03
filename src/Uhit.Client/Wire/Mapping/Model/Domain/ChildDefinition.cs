namespace Uhit.Client.Wire.Mapping.Model.Domain;

/// <summary>A part inside a part.</summary>
/// <param name="Name">Its name in <c>contract.json</c>.</param>
/// <param name="Definition">What it is.</param>
/// <param name="IsRequired">Whether it has to be mapped.</param>
internal sealed record ChildDefinition(string Name, ScopeDefinition Definition, bool IsRequired = false);
