namespace Uhit.Contracts.Planning;

/// <summary>One value of a closed list: as it is written, and its C# name.</summary>
internal sealed record EnumerationValue(string Text, string Name);
