namespace Uhit.Contracts.Planning;

/// <summary>A global element whose type has a name of its own: reading and writing it is a static class beside that type.</summary>
internal sealed record RootPlan(string Name, string XmlName, string Namespace, ComplexPlan Type);
