namespace Uhit.Contracts.Planning;

/// <summary>A global element whose type has a name of its own, or is simple, or anything:
/// reading and writing it is a static class.</summary>
internal sealed record RootPlan(string Name, MemberPlan Element);
